/** Estimates of compared metrics, each with its interval. */
export { comparedWords as estimateWords } from '@/lib/core/words/compared-words'
