-- AlterTable
ALTER TABLE "Run" ADD COLUMN "baselineAt" DATETIME;
