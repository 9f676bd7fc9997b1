/** The style of an exported file: both schemes by the reader's choice, and paper. */
import type { Markup } from '../svg/markup'

/** CSS custom properties with their `--`, per scheme. */
export interface SchemeColours {
  light: Record<string, string>
  dark: Record<string, string>
}

/** Steps of the heat map's ramp, worst to best: `--rs-heat-0` and `--rs-heat-ink-0` and so on. */
const HEAT_STEPS = 8

export function styleSheet({ light, dark }: SchemeColours): Markup {
  const steps = Array.from(
    { length: HEAT_STEPS },
    (_, step) => `.h${step}{background:var(--rs-heat-${step});color:var(--rs-heat-ink-${step})}`,
  )
  return `<style>
:root{color-scheme:light dark;${variables(light)}}
@media (prefers-color-scheme:dark){:root{${variables(dark)}}}
@media print{:root{color-scheme:light;${variables(light)}}}
${STATIC}
${steps.join('\n')}
</style>` as Markup
}

function variables(colours: Record<string, string>): string {
  return Object.entries(colours)
    .map(([name, value]) => `${name}:${value}`)
    .join(';')
}

const STATIC = `*{box-sizing:border-box}
body{margin:0;padding:24px clamp(12px,4vw,48px) 64px;background:var(--rs-page);color:var(--rs-ink);font:14px/1.5 system-ui,sans-serif;font-variant-numeric:tabular-nums}
main{max-width:1240px;margin:0 auto}
h1{font-size:22px;margin:0 0 4px;overflow-wrap:anywhere}h2{font-size:16px;margin:0 0 8px}h3{font-size:14px;margin:16px 0 4px}
section{margin-top:16px;padding:16px;background:var(--rs-surface);border:1px solid var(--rs-border);border-radius:8px}
p{margin:4px 0}.soft{color:var(--rs-ink-soft);font-size:13px}
.verdict{display:inline-block;margin:8px 0;padding:4px 12px;border-radius:6px;font-weight:600;background:var(--rs-sunken)}
.pass{background:var(--rs-good-soft);color:var(--rs-good)}.fail,.problem{background:var(--rs-bad-soft);color:var(--rs-bad)}
.good{background:var(--rs-good-soft);color:var(--rs-good)}.bad{background:var(--rs-bad-soft);color:var(--rs-bad)}.calm{background:var(--rs-sunken);color:var(--rs-ink-soft)}
.inconclusive,.caution,.unsure{background:var(--rs-unsure-soft);color:var(--rs-unsure)}
.badge{padding:1px 8px;border-radius:6px;font-weight:600;white-space:nowrap}
.warning{padding:8px 12px;border-radius:6px;background:var(--rs-unsure-soft);color:var(--rs-unsure)}
.scroll{overflow-x:auto;scrollbar-width:thin;scrollbar-color:var(--rs-border-strong) transparent;background:linear-gradient(90deg,var(--rs-surface) 40%,transparent) 0 0/40px 100% local,linear-gradient(270deg,var(--rs-surface) 40%,transparent) 100% 0/40px 100% local,linear-gradient(90deg,var(--rs-border-strong),transparent) 0 0/10px 100% scroll,linear-gradient(270deg,var(--rs-border-strong),transparent) 100% 0/10px 100% scroll;background-repeat:no-repeat}
table{border-collapse:collapse;width:100%;font-size:13px}
th,td{padding:6px 8px;border-bottom:1px solid var(--rs-border);text-align:right;white-space:nowrap}
tr>:first-child{text-align:left;white-space:normal;min-width:140px;overflow-wrap:anywhere}
th{font-weight:500;color:var(--rs-ink-soft)}th[scope=col]{white-space:normal;vertical-align:bottom}.figure,td .under{white-space:normal}th[scope=row]{color:var(--rs-ink)}
.map td,.map th[scope=col]{text-align:center}.map td span{white-space:normal}.map td{border:2px solid var(--rs-surface)}
.map td span,.under{display:block;font-size:12px}.under{font-weight:400;margin-top:2px}.whole{font-weight:inherit;white-space:nowrap}
.hole{color:var(--rs-ink-soft)}.map td.chosen{outline:3px solid var(--rs-ink);outline-offset:-3px}.tell{position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden}
.maps{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(420px,100%),1fr));gap:0 24px}.maps>div{min-width:0}
.scale{display:flex;flex-wrap:wrap;margin:8px 0;padding:0;list-style:none;font-size:12px}.scale li{padding:2px 8px}
.sentences{margin:12px 0 0;padding-left:20px}.sentences li{margin:4px 0}.claims td{white-space:normal;text-align:left}.claims th{text-align:left}
.closed{max-width:420px;margin:12vh auto 0;padding:24px}.closed label{display:block;margin:16px 0 4px;font-weight:500}
.closed input{width:100%;min-height:40px;padding:8px 10px;font:inherit;color:inherit;background:var(--rs-surface);border:1px solid var(--rs-border-strong);border-radius:6px}
.closed button{margin-top:16px;min-height:40px;padding:8px 20px;font:inherit;font-weight:600;color:var(--rs-surface);background:var(--rs-accent);border:0;border-radius:6px;cursor:pointer}
:focus-visible{outline:2px solid var(--rs-accent);outline-offset:2px}.problem-words{color:var(--rs-bad)}
q{font-style:italic}.warning ul{margin:4px 0 0;padding-left:20px}
.little{background:repeating-linear-gradient(135deg,var(--rs-sunken) 0 5px,var(--rs-surface) 5px 10px)}
.chart{overflow-x:auto}.chart svg{width:100%;height:auto;min-width:520px;max-width:760px;font-family:system-ui,sans-serif}
.charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(540px,100%),1fr));gap:0 16px}.charts section{min-width:0}.charts section:is(:last-child,:nth-last-child(2):nth-child(odd)){grid-column:1/-1}
.pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(540px,100%),1fr));gap:0 24px}.pair>div{min-width:0}
.whisker svg{display:block}.words{white-space:normal;text-align:left;overflow-wrap:anywhere;min-width:12ch}
.legend{display:flex;flex-wrap:wrap;gap:4px 16px;margin:8px 0 0;padding:0;list-style:none;font-size:13px}
.legend svg,.name svg{margin-right:6px;vertical-align:-1px}
.findings{margin:0;padding:0;list-style:none}.findings li{padding:8px 0;border-top:1px solid var(--rs-border)}.findings li:first-child{border:0}
article.thread{margin:0 0 16px;padding-left:12px;border-left:3px solid var(--rs-border-strong)}article.thread h3{margin-top:0}article.thread>ol{margin:0;padding:0;list-style:none}article.thread>ol>li{margin:8px 0}
.said{max-width:90ch;overflow-wrap:anywhere}.said>*{margin:4px 0}.said a{color:var(--rs-accent)}.said blockquote{padding-left:12px;border-left:3px solid var(--rs-border);color:var(--rs-ink-soft)}.said code{font:12px/1.5 ui-monospace,monospace;background:var(--rs-sunken)}.said>div{overflow-x:auto}.said table{width:auto}.said :is(th,td){text-align:left;white-space:normal}.said ul,.said ol{padding-left:22px}.said .tasks{padding:0;list-style:none}
dl{display:grid;grid-template-columns:max-content 1fr;gap:4px 16px;margin:0}dt{color:var(--rs-ink-soft)}dd{margin:0;overflow-wrap:anywhere}
summary{cursor:pointer;padding:4px 0;font-weight:500}
pre{margin:0;padding:12px;overflow-x:auto;border-radius:6px;background:var(--rs-sunken);font:12px/1.5 ui-monospace,monospace}
@media (max-width:600px){section{padding:12px}dl{grid-template-columns:1fr}dt{margin-top:4px}
table:not(.map,.told) thead{display:none}table:not(.map,.told) tr{display:grid;grid-template-columns:1fr 1fr;gap:4px 12px;padding:8px 0;border-bottom:1px solid var(--rs-border)}
table:not(.map,.told) :is(th,td){padding:0;border:0;text-align:left;white-space:normal;overflow-wrap:anywhere}table:not(.map,.told) :is(th,.whisker,.words){grid-column:1/-1}
table:not(.map,.told) td::before{content:attr(data-label);display:block;font-size:12px;color:var(--rs-ink-soft)}}
@media print{body{padding:0;background:none}section{break-inside:auto;border:0;padding:8px 0}tr,svg,li{break-inside:avoid}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}details::details-content{content-visibility:visible;block-size:auto}.scroll,.chart{overflow:visible}}`
