import { Component, effect, inject, input, output, signal } from '@angular/core';
import { IonButton, IonModal, IonSpinner } from '@ionic/angular';
import type { Place } from '../../core/model';
import { Outbox } from '../../core/outbox';
import { Say } from '../../core/words';
import { NoPlace, Whereabouts } from '../../platform/whereabouts';
import { PlaceCard } from './message/place-card';

/** Shows where the customer is before it is sent, or says why that is not known. */
@Component({
  selector: 'app-place-preview',
  imports: [IonButton, IonModal, IonSpinner, PlaceCard, Say],
  templateUrl: './place-preview.html',
  styleUrl: './previews.scss',
})
export class PlacePreview {
  private readonly whereabouts = inject(Whereabouts);
  private readonly outbox = inject(Outbox);

  readonly isOpen = input(false);
  readonly closed = output();

  protected readonly place = signal<Place | undefined>(undefined);
  protected readonly trouble = signal<NoPlace['reason'] | undefined>(undefined);

  constructor() {
    effect(() => {
      if (this.isOpen()) void this.find();
    });
  }

  protected send(place: Place): void {
    void this.outbox.say({ location: place });
    this.closed.emit();
  }

  private async find(): Promise<void> {
    this.place.set(undefined);
    this.trouble.set(undefined);
    try {
      this.place.set(await this.whereabouts.here());
    } catch (problem) {
      this.trouble.set(problem instanceof NoPlace ? problem.reason : 'place.unknown');
    }
  }
}
