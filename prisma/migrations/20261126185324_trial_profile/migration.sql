-- CreateTable
CREATE TABLE "TrialProfile" (
    "runId" TEXT NOT NULL,
    "trialIndex" INTEGER NOT NULL,
    "data" BLOB NOT NULL,

    PRIMARY KEY ("runId", "trialIndex"),
    CONSTRAINT "TrialProfile_runId_trialIndex_fkey" FOREIGN KEY ("runId", "trialIndex") REFERENCES "Trial" ("runId", "index") ON DELETE CASCADE ON UPDATE CASCADE
);
