-- CreateTable
CREATE TABLE "TrialBlocks" (
    "runId" TEXT NOT NULL,
    "trialIndex" INTEGER NOT NULL,
    "arms" JSONB NOT NULL,

    PRIMARY KEY ("runId", "trialIndex"),
    CONSTRAINT "TrialBlocks_runId_trialIndex_fkey" FOREIGN KEY ("runId", "trialIndex") REFERENCES "Trial" ("runId", "index") ON DELETE CASCADE ON UPDATE CASCADE
);

-- What finished trials have in their summaries.
INSERT INTO "TrialBlocks" ("runId", "trialIndex", "arms")
SELECT "runId", "trialIndex", json_group_array(json("blocks"))
FROM (
    SELECT "runId", "trialIndex", json_extract("summary", '$.blocks') AS "blocks"
    FROM "TrialArm"
    ORDER BY "runId", "trialIndex", "arm"
)
GROUP BY "runId", "trialIndex";
