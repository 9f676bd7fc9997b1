-- CreateTable
CREATE TABLE "TrialSeries" (
    "runId" TEXT NOT NULL,
    "trialIndex" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "arm" INTEGER,
    "member" TEXT,
    "points" JSONB NOT NULL,

    PRIMARY KEY ("runId", "trialIndex", "position"),
    CONSTRAINT "TrialSeries_runId_trialIndex_fkey" FOREIGN KEY ("runId", "trialIndex") REFERENCES "Trial" ("runId", "index") ON DELETE CASCADE ON UPDATE CASCADE
);
