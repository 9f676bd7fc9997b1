-- AlterTable
ALTER TABLE "Trial" ADD COLUMN "leaderEvents" JSONB;

-- CreateTable
CREATE TABLE "TimeBucket" (
    "runId" TEXT NOT NULL,
    "trialIndex" INTEGER NOT NULL,
    "arm" INTEGER NOT NULL,
    "startMs" REAL NOT NULL,
    "operations" INTEGER NOT NULL,
    "succeeded" INTEGER NOT NULL,
    "failed" INTEGER NOT NULL,
    "attempts" INTEGER NOT NULL,
    "retries" INTEGER NOT NULL,
    "errors" INTEGER NOT NULL,
    "refused" INTEGER NOT NULL,
    "p50LatencyMs" REAL,
    "maxLatencyMs" REAL,

    PRIMARY KEY ("runId", "trialIndex", "arm", "startMs"),
    CONSTRAINT "TimeBucket_runId_trialIndex_arm_fkey" FOREIGN KEY ("runId", "trialIndex", "arm") REFERENCES "TrialArm" ("runId", "trialIndex", "arm") ON DELETE CASCADE ON UPDATE CASCADE
);
