/** How the page looks. */
export const style = `
:root{color-scheme:light dark;--ground:#fff;--ink:#1b1f24;--faint:#5b6470;--line:#d6dae0;--panel:#f5f7f9;--accent:#0b5cad;--high:#a4161a;--medium:#8a5300;--low:#2f6f3e;--note:#4a5568}
@media(prefers-color-scheme:dark){:root{--ground:#14171b;--ink:#e7eaee;--faint:#a3adb9;--line:#343b44;--panel:#1d2228;--accent:#7bb8f5;--high:#ff8f8f;--medium:#f0b45f;--low:#85cf98;--note:#b6c0cc}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
main{max-width:1200px;margin:0 auto;padding:1rem}
h1{font-size:1.6rem;margin:.5rem 0;overflow-wrap:anywhere}h2{font-size:1.2rem;margin:2rem 0 .5rem}
.faint{color:var(--faint)}
.tally{display:flex;flex-wrap:wrap;gap:.75rem;padding:0;margin:1rem 0;list-style:none}
.tally li{background:var(--panel);border:1px solid var(--line);border-radius:.5rem;padding:.5rem 1rem}
.tally b{display:block;font-size:1.5rem;line-height:1.2}
.tools{display:flex;flex-wrap:wrap;gap:.75rem;align-items:end;margin:.75rem 0}
.tools label{display:flex;flex-direction:column;font-size:.85rem;color:var(--faint);flex:1 1 12rem;max-width:24rem}
input,select{font:inherit;color:inherit;background:var(--ground);border:1px solid var(--faint);border-radius:.35rem;padding:.4rem .5rem;width:100%}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.wide{overflow-x:auto;border:1px solid var(--line);border-radius:.5rem}
table{border-collapse:collapse;width:100%;font-size:.92rem}
th,td{text-align:left;vertical-align:top;padding:.5rem .65rem;border-bottom:1px solid var(--line);overflow-wrap:anywhere}
tbody tr:last-child td{border-bottom:0}
th{background:var(--panel);white-space:nowrap}
th button{all:unset;cursor:pointer;font-weight:600}th button:focus-visible{outline:3px solid var(--accent)}
th[aria-sort=ascending] button::after{content:" ▲"}th[aria-sort=descending] button::after{content:" ▼"}
.sev{font-weight:600;white-space:nowrap}.high{color:var(--high)}.medium{color:var(--medium)}.low{color:var(--low)}.note{color:var(--note)}
summary{cursor:pointer}details ul{margin:.25rem 0;padding-left:1.1rem}
svg{display:block;width:100%;max-width:860px;min-width:560px;font:13px system-ui,sans-serif}
svg text{fill:var(--ink)}svg .faint{fill:var(--faint)}
.reach{fill:none;stroke:var(--accent);opacity:.55}.shut{stroke:var(--faint);stroke-dasharray:5 4}
.span{stroke:var(--line);stroke-width:2}.now{stroke:var(--faint);stroke-dasharray:3 3}.end{fill:var(--accent)}.over{fill:var(--high)}
[hidden]{display:none}
@media(max-width:640px){thead{position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden}table,tbody,tr,td{display:block}tr{padding:.5rem 0;border-bottom:1px solid var(--line)}tbody tr:last-child{border-bottom:0}td{border:0;padding:.15rem .65rem;display:grid;grid-template-columns:6.5rem 1fr;gap:.5rem}td::before{content:attr(data-name);color:var(--faint)}td:empty{display:none}.tools label{max-width:none}}
@media print{.tools{display:none}body{font-size:11px;background:#fff;color:#000}.wide{overflow:visible;border:0}tr{break-inside:avoid}}
`

/** What the page does: search, filter and sort, each in the tables that its controls are about. */
export const script = `
"use strict";
for (const section of document.querySelectorAll("section[data-table]")) {
  const body = section.querySelector("tbody");
  const rows = [...body.rows];
  const controls = [...section.querySelectorAll("input,select")];
  const said = section.querySelector("[role=status]");
  const texts = rows.map((row) => row.textContent.toLowerCase());
  const show = () => {
    let count = 0;
    rows.forEach((row, at) => {
      const isShown = controls.every((control) => {
        const wanted = control.value.trim().toLowerCase();
        return wanted === "" || (control.type === "search" ? texts[at].includes(wanted) : row.getAttribute("data-" + control.name) === control.value);
      });
      row.hidden = !isShown;
      if (isShown) count++;
    });
    said.textContent = count + " of " + rows.length + " shown";
  };
  controls.forEach((control) => control.addEventListener("input", show));
  section.querySelectorAll("th").forEach((head, column) => {
    const button = head.querySelector("button");
    button.addEventListener("click", () => {
      const isUp = head.getAttribute("aria-sort") !== "ascending";
      section.querySelectorAll("th").forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", isUp ? "ascending" : "descending");
      const keyOf = (row) => row.cells[column].getAttribute("data-key") ?? row.cells[column].textContent;
      rows.map((row) => [keyOf(row), row])
        .sort((a, b) => (isUp ? 1 : -1) * a[0].localeCompare(b[0], "en", { numeric: true }))
        .forEach((pair) => body.append(pair[1]));
    });
  });
  show();
}
`
