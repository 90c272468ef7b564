import { Directive, output } from '@angular/core';

const HOLD_MS = 450;

/** A finger that stays, or the menu key, or the right button of a mouse. */
@Directive({
  selector: '[appLongPress]',
  host: {
    '(touchstart)': 'start()',
    '(touchend)': 'stop()',
    '(touchmove)': 'stop()',
    '(touchcancel)': 'stop()',
    '(contextmenu)': 'open($event)',
  },
})
export class LongPress {
  private timer?: ReturnType<typeof setTimeout>;

  readonly held = output();

  protected start(): void {
    this.timer = setTimeout(() => this.held.emit(), HOLD_MS);
  }

  protected stop(): void {
    clearTimeout(this.timer);
  }

  /** Text that is marked keeps the menu of the phone, and a link its own. */
  protected open(event: Event): void {
    if (getSelection()?.toString() || (event.target as Element).closest('a')) return;
    event.preventDefault();
    this.stop();
    this.held.emit();
  }
}
