-- CreateTable
CREATE TABLE "Experiment" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "spec" JSONB NOT NULL,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP
);

-- CreateTable
CREATE TABLE "Run" (
    "number" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "id" TEXT NOT NULL,
    "experimentId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "spec" JSONB NOT NULL,
    "seed" BIGINT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'queued',
    "owner" TEXT,
    "epoch" INTEGER NOT NULL DEFAULT 0,
    "heartbeatAt" DATETIME,
    "cancelRequestedAt" DATETIME,
    "error" TEXT,
    "progress" JSONB,
    "environment" JSONB,
    "quality" TEXT,
    "verdict" TEXT,
    "totalTrials" INTEGER NOT NULL,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "startedAt" DATETIME,
    "finishedAt" DATETIME,
    CONSTRAINT "Run_experimentId_fkey" FOREIGN KEY ("experimentId") REFERENCES "Experiment" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Trial" (
    "runId" TEXT NOT NULL,
    "index" INTEGER NOT NULL,
    "epoch" INTEGER NOT NULL,
    "pointIndex" INTEGER NOT NULL,
    "repetition" INTEGER NOT NULL,
    "quality" TEXT NOT NULL,
    "qualityReasons" JSONB NOT NULL,
    "startedAt" DATETIME NOT NULL,
    "windowMs" REAL NOT NULL,
    "gapMs" REAL,
    "quiesceMs" REAL NOT NULL,
    "leaderSwitches" JSONB NOT NULL,
    "longestStallMs" REAL NOT NULL,
    "attempts" INTEGER NOT NULL,

    PRIMARY KEY ("runId", "index"),
    CONSTRAINT "Trial_runId_fkey" FOREIGN KEY ("runId") REFERENCES "Run" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "TrialArm" (
    "runId" TEXT NOT NULL,
    "trialIndex" INTEGER NOT NULL,
    "arm" INTEGER NOT NULL,
    "operations" INTEGER NOT NULL,
    "ok" INTEGER NOT NULL,
    "attempts" INTEGER NOT NULL,
    "summary" JSONB NOT NULL,

    PRIMARY KEY ("runId", "trialIndex", "arm"),
    CONSTRAINT "TrialArm_runId_trialIndex_fkey" FOREIGN KEY ("runId", "trialIndex") REFERENCES "Trial" ("runId", "index") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "AttemptBatch" (
    "runId" TEXT NOT NULL,
    "trialIndex" INTEGER NOT NULL,
    "epoch" INTEGER NOT NULL,
    "sequence" INTEGER NOT NULL,
    "rows" INTEGER NOT NULL,
    "data" BLOB NOT NULL,

    PRIMARY KEY ("runId", "trialIndex", "epoch", "sequence"),
    CONSTRAINT "AttemptBatch_runId_fkey" FOREIGN KEY ("runId") REFERENCES "Run" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Worker" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "pid" INTEGER NOT NULL,
    "host" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "startedAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "heartbeatAt" DATETIME NOT NULL
);

-- CreateIndex
CREATE UNIQUE INDEX "Run_id_key" ON "Run"("id");

-- CreateIndex
CREATE INDEX "Run_status_number_idx" ON "Run"("status", "number");

-- CreateIndex
CREATE INDEX "Run_experimentId_idx" ON "Run"("experimentId");
