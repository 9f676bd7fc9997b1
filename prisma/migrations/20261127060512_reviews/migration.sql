-- AlterTable
ALTER TABLE "Run" ADD COLUMN "baselineBasis" JSONB;

-- CreateTable
CREATE TABLE "Review" (
    "runId" TEXT NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL DEFAULT 0,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "changedAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "endOfRun" TEXT,
    "contentHash" TEXT,
    CONSTRAINT "Review_runId_fkey" FOREIGN KEY ("runId") REFERENCES "Run" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Reviewer" (
    "runId" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "askedAt" DATETIME,
    "askedBy" TEXT,
    "verdict" TEXT,
    "note" TEXT,
    "decidedAt" DATETIME,
    "contentHash" TEXT,

    PRIMARY KEY ("runId", "accountId"),
    CONSTRAINT "Reviewer_runId_fkey" FOREIGN KEY ("runId") REFERENCES "Review" ("runId") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ReviewThread" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "runId" TEXT NOT NULL,
    "place" JSONB NOT NULL,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "resolvedAt" DATETIME,
    "resolvedBy" TEXT,
    CONSTRAINT "ReviewThread_runId_fkey" FOREIGN KEY ("runId") REFERENCES "Review" ("runId") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ReviewComment" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "threadId" TEXT NOT NULL,
    "accountId" TEXT,
    "author" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "editedAt" DATETIME,
    "deletedAt" DATETIME,
    CONSTRAINT "ReviewComment_threadId_fkey" FOREIGN KEY ("threadId") REFERENCES "ReviewThread" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "Reviewer_accountId_idx" ON "Reviewer"("accountId");

-- CreateIndex
CREATE INDEX "ReviewThread_runId_createdAt_idx" ON "ReviewThread"("runId", "createdAt");

-- CreateIndex
CREATE INDEX "ReviewComment_threadId_createdAt_idx" ON "ReviewComment"("threadId", "createdAt");
