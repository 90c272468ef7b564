import { Component, computed, inject, input } from '@angular/core';
import type { Entry } from '../../core/entry';
import { contentOf, nameOf } from '../../core/transcript-text';
import { Words } from '../../core/words';

/** Says to who cannot see it, once, what has come in while the page is open. */
@Component({
  selector: 'app-announcer',
  template: '<div class="unseen" aria-live="polite">{{ text() }}</div>',
})
export class Announcer {
  private readonly words = inject(Words);
  private readonly openedAt = Date.now();

  readonly entry = input<Entry>();

  protected readonly text = computed(() => {
    const entry = this.entry();
    if (!entry || entry.author === 'customer' || entry.at < this.openedAt) return '';
    return this.words.of('chat.heard', { name: nameOf(entry, this.words), text: contentOf(entry, this.words) });
  });
}
