import { Component, computed, inject, input } from '@angular/core';
import { IonIcon } from '@ionic/angular';
import type { Place } from '../../../core/model';
import { Say, Words } from '../../../core/words';

/** A place, as a card that opens the maps of the phone. The drawing is no map: nothing is fetched for it. */
@Component({
  selector: 'app-place-card',
  imports: [IonIcon, Say],
  template: `
    <a [href]="address()" target="_blank" rel="noopener noreferrer">
      <span class="drawing" aria-hidden="true"><i></i></span>
      <span class="words">
        <strong>{{ 'place.title' | say }}</strong>
        <bdi>{{ coordinates() }}</bdi>
        <span class="go">{{ 'place.open' | say }}<ion-icon name="open" aria-hidden="true" /></span>
      </span>
    </a>
  `,
  styleUrl: './place-card.scss',
})
export class PlaceCard {
  private readonly number = new Intl.NumberFormat(inject(Words).language, { minimumFractionDigits: 4, maximumFractionDigits: 4 });

  readonly place = input.required<Place>();

  protected readonly coordinates = computed(() => `${this.number.format(this.place().latitude)} · ${this.number.format(this.place().longitude)}`);
  protected readonly address = computed(() => {
    const point = `${this.place().latitude},${this.place().longitude}`;
    return `https://www.openstreetmap.org/?mlat=${this.place().latitude}&mlon=${this.place().longitude}#map=16/${point.replace(',', '/')}`;
  });
}
