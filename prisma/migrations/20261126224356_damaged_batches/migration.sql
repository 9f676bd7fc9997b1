-- CreateTable
CREATE TABLE "DamagedBatch" (
    "runId" TEXT NOT NULL,
    "trialIndex" INTEGER NOT NULL,
    "sequence" INTEGER NOT NULL,
    "offset" INTEGER NOT NULL,
    "rows" INTEGER NOT NULL,
    "foundAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,

    PRIMARY KEY ("runId", "trialIndex", "sequence"),
    CONSTRAINT "DamagedBatch_runId_fkey" FOREIGN KEY ("runId") REFERENCES "Run" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
