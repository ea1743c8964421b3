import { html } from "../../html.js";
import { DreamHistory } from "../dream-history.js";
import { DreamPanel } from "../dream-panel.js";
import { DreamReport } from "./dream-report.js";

/** The dreams as a picture over time, and one of them as a page to read. */
export function DreamsSection({ state, session }) {
  const { reports } = state.reading;
  const shown = reports.find(({ id }) => id === state.dream) ?? newestTold(reports);
  return html`
    <div class="dreams">
      <div class="dreams-picture">
        <${DreamPanel} dreaming=${state.dreaming} dream=${session.dream} />
        <${DreamHistory} history=${state.dreamHistory} again=${session.dreamHistory.refresh} chosen=${shown?.id ?? null} choose=${session.memory.readDream} />
      </div>
      ${shown ? html`<${DreamReport} report=${shown} reports=${reports} read=${session.memory.readDream} />` : null}
    </div>
  `;
}

// A dream that found nothing to read has little to tell.
function newestTold(reports) {
  return reports.find(({ reflections }) => reflections.length > 0) ?? reports[0];
}
