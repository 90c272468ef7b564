import { Component, inject, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { IonButton, IonButtons, IonContent, IonHeader, IonIcon, IonModal, IonTitle, IonToolbar } from '@ionic/angular';
import { Session } from '../../core/session';
import { SETTINGS } from '../../core/settings';
import { Own, Say } from '../../core/words';
import { Account } from './account';

@Component({
  selector: 'app-shop',
  imports: [Account, IonButton, IonButtons, IonContent, IonHeader, IonIcon, IonModal, IonTitle, IonToolbar, Own, RouterLink, Say],
  templateUrl: './shop.page.html',
  styleUrl: './shop.page.scss',
})
export class ShopPage {
  protected readonly settings = inject(SETTINGS);
  protected readonly user = inject(Session).user;
  protected readonly product = this.settings.product;
  protected readonly isAccountOpen = signal(false);
}
