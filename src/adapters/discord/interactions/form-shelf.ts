import type { Form } from "../../../core/card.ts";
import { newId } from "../../../core/ids.ts";
import type { Clock } from "../../../core/ports/clock.ts";

/** How long a form waits to be opened, in milliseconds, and how many do. */
const keptMs = 15 * 60 * 1000;
const formsAtMost = 1000;

/** Forms that could not be opened at once: Discord opens one only as the first answer to a press or a command. */
export interface FormShelf {
  /** Keeps it, and gives the token under which it is found. */
  keep(form: Form): string;
  find(token: string): Form | undefined;
}

/** In memory alone: what people typed is nobody's to keep. After a restart the button that led to it is pressed again. */
export function createFormShelf(clock: Clock): FormShelf {
  const forms = new Map<string, { readonly form: Form; readonly until: number }>();
  return {
    keep(form) {
      const token: string = newId<never>();
      forms.set(token, { form, until: clock.now() + keptMs });
      const [oldest] = forms.keys();
      if (forms.size > formsAtMost && oldest !== undefined) forms.delete(oldest);
      return token;
    },
    find(token) {
      const found = forms.get(token);
      return found && found.until >= clock.now() ? found.form : undefined;
    },
  };
}
