/**
 * What libraries must know of the page's Content Security Policy before they run: style sheets that keep the page from scrolling
 * behind a dialog carry its nonce (get-nonce reads it as webpack's), and zod, which reads answers, does not try whether it may
 * make code of texts.
 */
const SCRIPT =
  'globalThis.__webpack_nonce__=document.currentScript.nonce;globalThis.__zod_globalConfig={jitless:true}'

export function PolicyScript({ nonce }: { nonce: string | undefined }) {
  return <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: SCRIPT }} />
}
