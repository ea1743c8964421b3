import { useEffect, useState } from "preact/hooks";
import { html } from "../html.js";
import { FormField } from "./form-field.js";
import { Icon } from "./icon.js";
import { useModal } from "./use-modal.js";

/** A form that Reverie asked to be filled in. */
export function FormDialog({ dialog, session }) {
  const element = useModal(dialog !== null);
  return html`
    <dialog class="dialog" ref=${element} aria-labelledby="form-title" data-testid="form" onCancel=${cancelWith(session.closeForm)}>
      ${dialog ? html`<${FormBody} key=${dialog.form.action + dialog.form.value} form=${dialog.form} session=${session} />` : null}
    </dialog>
  `;
}

// The state decides whether the dialog is open: closing by itself would leave the two at odds.
function cancelWith(close) {
  return (event) => {
    event.preventDefault();
    close();
  };
}

function FormBody({ form, session }) {
  const [failure, setFailure] = useState("");
  const [busy, setBusy] = useState(false);
  useEffect(() => setFailure(""), [form]);

  const submit = async (event) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    try {
      await session.submitForm(valuesOf(form, new FormData(event.currentTarget)));
    } catch (error) {
      setFailure(error.message);
      setBusy(false);
    }
  };
  const submitByKey = (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) event.currentTarget.requestSubmit();
  };

  return html`
    <form class="form" onSubmit=${submit} onKeyDown=${submitByKey}>
      <header class="dialog-head">
        <h2 id="form-title">${form.title}</h2>
        <button type="button" class="icon-button" aria-label="Close" onClick=${session.closeForm}><${Icon} name="close" /></button>
      </header>
      <div class="form-fields">
        ${form.fields.map((field, index) => html`<${FormField} key=${field.id} field=${field} first=${index === 0} />`)}
      </div>
      <p class="failure" role="alert">${failure}</p>
      <footer class="actions dialog-actions">
        <button type="button" class="button" onClick=${session.closeForm}>Cancel</button>
        <button type="submit" class="button button-primary" aria-disabled=${busy} data-testid="form-submit">${form.submit}</button>
      </footer>
    </form>
  `;
}

function valuesOf(form, data) {
  return Object.fromEntries(form.fields.map((field) => [field.id, contentOf(field, data)]));
}

function contentOf({ type, id }, data) {
  if (type === "choices") return data.getAll(id);
  return type === "toggle" ? data.has(id) : (data.get(id) ?? "");
}
