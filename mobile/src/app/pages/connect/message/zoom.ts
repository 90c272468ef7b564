import { Directive, ElementRef, inject, output } from '@angular/core';

const LARGEST = 5;
const DOUBLE_TAP_MS = 300;
const PULL_PX = 110;

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Two fingers zoom, one moves, two taps do both; pulled down, the picture is put away. */
@Directive({
  selector: '[appZoom]',
  host: {
    '(pointerdown)': 'down($event)',
    '(pointermove)': 'move($event)',
    '(pointerup)': 'up($event)',
    '(pointercancel)': 'up($event)',
  },
})
export class Zoom {
  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  private readonly fingers = new Map<number, Point>();
  private scale = 1;
  private shift: Point = { x: 0, y: 0 };
  private tappedAt = 0;

  readonly pulled = output();

  protected down(event: PointerEvent): void {
    this.element.setPointerCapture(event.pointerId);
    this.fingers.set(event.pointerId, event);
    if (this.fingers.size > 1) return;
    if (event.timeStamp - this.tappedAt < DOUBLE_TAP_MS) this.put(this.scale > 1 ? 1 : 2.5, { x: 0, y: 0 });
    this.tappedAt = event.timeStamp;
  }

  protected move(event: PointerEvent): void {
    const before = this.fingers.get(event.pointerId);
    if (!before) return;
    const other = [...this.fingers].find(([id]) => id !== event.pointerId)?.[1];
    const factor = other ? distance(event, other) / Math.max(1, distance(before, other)) : 1;
    this.fingers.set(event.pointerId, { x: event.x, y: event.y });
    const shift = { x: this.shift.x + event.x - before.x, y: this.shift.y + event.y - before.y };
    this.put(Math.min(LARGEST, Math.max(1, this.scale * factor)), shift);
  }

  protected up(event: PointerEvent): void {
    this.fingers.delete(event.pointerId);
    if (this.fingers.size > 0 || this.scale > 1) return;
    if (this.shift.y > PULL_PX) this.pulled.emit();
    else this.put(1, { x: 0, y: 0 });
  }

  private put(scale: number, shift: Point): void {
    this.scale = scale;
    this.shift = shift;
    this.element.style.transform = `translate(${shift.x}px, ${shift.y}px) scale(${scale})`;
  }
}

function distance(one: Point, other: Point): number {
  return Math.hypot(one.x - other.x, one.y - other.y);
}
