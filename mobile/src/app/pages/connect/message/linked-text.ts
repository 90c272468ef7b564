import { Component, computed, input } from '@angular/core';
import { linkify } from '../../../core/linkify';

/** A text as it was written: never as HTML, but with its addresses and numbers to tap. */
@Component({
  selector: 'app-linked-text',
  template: `@for (piece of pieces(); track $index) {@if (piece.href; as href) {<a [href]="href" target="_blank" rel="noopener noreferrer">{{ piece.text }}</a>} @else {{{ piece.text }}}}`,
  styles: `
    :host {
      display: block;
      overflow-wrap: anywhere;
      unicode-bidi: plaintext;
      white-space: pre-wrap;
    }

    a {
      color: inherit;
      font-weight: 550;
      text-decoration: underline;
      text-underline-offset: 2px;
    }
  `,
  host: { dir: 'auto' },
})
export class LinkedText {
  readonly text = input.required<string>();

  protected readonly pieces = computed(() => linkify(this.text()));
}
