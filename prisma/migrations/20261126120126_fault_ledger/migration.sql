-- CreateTable
CREATE TABLE "OpenFault" (
    "runId" TEXT NOT NULL,
    "trialIndex" INTEGER NOT NULL,
    "epoch" INTEGER NOT NULL,
    "arm" INTEGER NOT NULL,
    "step" TEXT NOT NULL,
    "lab" TEXT NOT NULL,
    "leaseUntil" DATETIME NOT NULL,
    "entry" JSONB NOT NULL,

    PRIMARY KEY ("runId", "trialIndex", "epoch", "arm", "step"),
    CONSTRAINT "OpenFault_runId_fkey" FOREIGN KEY ("runId") REFERENCES "Run" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- RedefineTables: what became of leader switches was kept in another form before, and is not carried over.
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_Trial" (
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
    "ledger" JSONB NOT NULL,
    "receipt" JSONB NOT NULL,
    "findings" JSONB NOT NULL,
    "longestStallMs" REAL NOT NULL,
    "attempts" INTEGER NOT NULL,

    PRIMARY KEY ("runId", "index"),
    CONSTRAINT "Trial_runId_fkey" FOREIGN KEY ("runId") REFERENCES "Run" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
INSERT INTO "new_Trial" ("attempts", "epoch", "gapMs", "index", "longestStallMs", "pointIndex", "quality", "qualityReasons", "quiesceMs", "repetition", "runId", "startedAt", "windowMs", "ledger", "receipt", "findings") SELECT "attempts", "epoch", "gapMs", "index", "longestStallMs", "pointIndex", "quality", "qualityReasons", "quiesceMs", "repetition", "runId", "startedAt", "windowMs", '[]', '[]', '[]' FROM "Trial";
DROP TABLE "Trial";
ALTER TABLE "new_Trial" RENAME TO "Trial";
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;

-- CreateIndex
CREATE INDEX "OpenFault_lab_idx" ON "OpenFault"("lab");
