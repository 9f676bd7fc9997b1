-- CreateTable
CREATE TABLE "StoredReport" (
    "runId" TEXT NOT NULL PRIMARY KEY,
    "version" TEXT NOT NULL,
    "json" TEXT NOT NULL,
    CONSTRAINT "StoredReport_runId_fkey" FOREIGN KEY ("runId") REFERENCES "Run" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
