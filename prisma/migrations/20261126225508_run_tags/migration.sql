-- AlterTable
ALTER TABLE "Run" ADD COLUMN "searchText" TEXT;
ALTER TABLE "Run" ADD COLUMN "version" TEXT;

-- CreateTable
CREATE TABLE "RunObjectives" (
    "runId" TEXT NOT NULL PRIMARY KEY,
    "version" TEXT NOT NULL,
    "json" TEXT NOT NULL,
    CONSTRAINT "RunObjectives_runId_fkey" FOREIGN KEY ("runId") REFERENCES "Run" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "RunTag" (
    "runId" TEXT NOT NULL,
    "tag" TEXT NOT NULL,

    PRIMARY KEY ("runId", "tag"),
    CONSTRAINT "RunTag_runId_fkey" FOREIGN KEY ("runId") REFERENCES "Run" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "RunTag_tag_idx" ON "RunTag"("tag");

-- CreateIndex
CREATE INDEX "Run_name_status_verdict_idx" ON "Run"("name", "status", "verdict");

-- What a search looks through, of runs that were stored before: name and labels of the strategies.
UPDATE "Run" SET "searchText" = lower("name") || char(10) || coalesce(
    (SELECT lower(group_concat(json_extract("value", '$.label'), char(10))) FROM json_each("Run"."spec", '$.strategies')), ''
);
