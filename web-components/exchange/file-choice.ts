import { msg } from '@lit/localize';
import { html, type LitElement, type TemplateResult } from 'lit';
import { icon } from '#elements/kit/icons';

/** A button that chooses a file with moments, and beside it the name of the one that was chosen. */
export function fileChoice({
  label,
  fileName,
  isDisabled,
  onChange,
}: {
  /** What the file is, for people who do not see what stands around it. */
  label: string;
  fileName: string;
  isDisabled: boolean;
  onChange: (event: Event) => unknown;
}): TemplateResult {
  return html`<div class="row">
    <label class="button choose"
      >${icon('upload')} ${msg('Choose a file')}
      <input
        class="unseen"
        type="file"
        aria-label=${label}
        accept=".json,.jsonld,.eaf,.csv,.xlsx,.vtt,.zip"
        ?disabled=${isDisabled}
        @change=${onChange}
    /></label>
    <span class="file">${fileName}</span>
  </div>`;
}

/** Brings what became of a file into sight: a sheet may be longer than the window. */
export async function showOutcome(sheet: LitElement): Promise<void> {
  await sheet.updateComplete;
  const parts = sheet.renderRoot.querySelectorAll('.outcome, .problems, .wrong, .take');
  parts.item(parts.length - 1)?.scrollIntoView({ block: 'nearest' });
}
