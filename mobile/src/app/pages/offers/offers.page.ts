import { Component, inject } from '@angular/core';
import {
  IonContent, IonHeader, IonIcon, IonRefresher, IonRefresherContent, IonTitle, IonToolbar, type RefresherCustomEvent, type ViewWillEnter, type ViewWillLeave,
} from '@ionic/angular';
import { Notices } from '../../core/notices';
import { OfferStore } from '../../core/offer-store';
import { Say } from '../../core/words';
import { TroubleBanner } from '../../shared/trouble-banner';
import { OfferCard } from './offer-card';

@Component({
  selector: 'app-offers',
  imports: [IonContent, IonHeader, IonIcon, IonRefresher, IonRefresherContent, IonTitle, IonToolbar, OfferCard, Say, TroubleBanner],
  templateUrl: './offers.page.html',
  styleUrl: './offers.page.scss',
})
export class OffersPage implements ViewWillEnter, ViewWillLeave {
  private readonly notices = inject(Notices);
  protected readonly store = inject(OfferStore);

  ionViewWillEnter(): void {
    this.store.look(true);
  }

  ionViewWillLeave(): void {
    this.store.look(false);
  }

  protected refresh(event: RefresherCustomEvent): void {
    this.store.refresh();
    void event.target.complete();
  }

  protected dismiss(id: string): void {
    this.store.dismiss(id);
    void this.notices.undoable('offers.dismissed', () => this.store.undo(id));
  }
}
