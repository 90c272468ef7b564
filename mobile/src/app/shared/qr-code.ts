import { Component, computed, input } from '@angular/core';
import { encode } from 'uqr';

const QUIET_ZONE = 4;

/** A QR code on a white ground with its quiet zone, in the dark too: scanners want it so. */
@Component({
  selector: 'app-qr-code',
  template: `
    @if (code(); as code) {
      <svg [attr.viewBox]="'0 0 ' + code.size + ' ' + code.size" role="img" [attr.aria-label]="label()" shape-rendering="crispEdges">
        <rect [attr.width]="code.size" [attr.height]="code.size" fill="#fff" />
        <path [attr.d]="code.path" fill="#000" />
      </svg>
    }
  `,
  styles: `
    svg {
      display: block;
      inline-size: 100%;
      border-radius: 10px;
    }
  `,
})
export class QrCode {
  readonly text = input.required<string>();
  readonly label = input.required<string>();

  protected readonly code = computed(() => draw(this.text()));
}

/** Returns null for a text that is too long for any code: its words are shown beside it anyway. */
export function draw(text: string): { size: number; path: string } | null {
  try {
    const { data, size } = encode(text, { border: QUIET_ZONE });
    return { size, path: data.flatMap((line, y) => line.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : ''))).join('') };
  } catch {
    return null;
  }
}
