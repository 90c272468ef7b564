import { Component, computed, inject, input, signal } from '@angular/core';
import { IonButton, IonModal } from '@ionic/angular';
import type { DateChoice, FreeTime } from '../../../core/model';
import { Outbox } from '../../../core/outbox';
import { dayOf } from '../../../core/timeline';
import { Times } from '../../../core/times';
import { Say, Words } from '../../../core/words';

interface Slot {
  readonly at: number;
  readonly time: string;
  readonly length: string;
  readonly payload: string;
}

/** A choice of free times, by day. */
@Component({
  selector: 'app-date-chooser',
  imports: [IonButton, IonModal, Say],
  templateUrl: './date-chooser.html',
  styleUrl: './date-chooser.scss',
})
export class DateChooser {
  private readonly outbox = inject(Outbox);
  private readonly times = inject(Times);
  private readonly words = inject(Words);

  readonly choice = input.required<DateChoice>();
  readonly to = input.required<string>();
  /** Whether it can still be answered. */
  readonly isOpen = input(false);

  protected readonly isShown = signal(false);
  protected readonly chosen = signal<Slot | undefined>(undefined);
  protected readonly days = computed(() => {
    const slots = (this.choice().availableTimes ?? []).map((free) => this.slot(free)).filter((slot) => slot !== undefined);
    const byDay = new Map<string, Slot[]>();
    for (const slot of slots.sort((a, b) => a.at - b.at)) byDay.set(dayOf(slot.at), [...(byDay.get(dayOf(slot.at)) ?? []), slot]);
    return [...byDay.values()].map((slotsOfDay) => ({ label: this.times.dateOf(slotsOfDay[0]?.at ?? 0), slots: slotsOfDay }));
  });

  protected send(slot: Slot): void {
    this.isShown.set(false);
    const text = this.times.momentOf(slot.at);
    void this.outbox.say({ reply: { to: this.to(), type: 'DatePicker', text, payload: slot.payload } });
  }

  /** A time that cannot be read is left out. */
  private slot({ dateTime = '', duration = 0 }: FreeTime): Slot | undefined {
    const at = Date.parse(dateTime);
    if (!Number.isFinite(at)) return undefined;
    const length = duration ? this.words.of('date.minutes', { count: Math.round(duration / 60) }) : '';
    return { at, time: this.times.timeOf(at), length, payload: dateTime };
  }
}
