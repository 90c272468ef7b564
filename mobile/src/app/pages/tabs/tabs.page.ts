import { Component, computed, inject } from '@angular/core';
import { IonBadge, IonIcon, IonLabel, IonTabBar, IonTabButton, IonTabs } from '@ionic/angular';
import { ChatStore } from '../../core/chat-store';
import { OfferStore } from '../../core/offer-store';
import { SETTINGS, type TabSettings } from '../../core/settings';
import { Say, Words } from '../../core/words';

type TabName = 'shop' | 'connect' | 'offers';

interface Tab {
  readonly name: TabName;
  readonly label: string;
  readonly icon: string | undefined;
  readonly source: string | undefined;
  readonly count: number;
}

const MOST_SHOWN = 99;

@Component({
  selector: 'app-tabs',
  imports: [IonBadge, IonIcon, IonLabel, IonTabBar, IonTabButton, IonTabs, Say],
  templateUrl: './tabs.page.html',
  styleUrl: './tabs.page.scss',
})
export class TabsPage {
  private readonly settings = inject(SETTINGS);
  private readonly words = inject(Words);
  private readonly chat = inject(ChatStore);
  private readonly offers = inject(OfferStore);

  protected readonly tabs = computed<readonly Tab[]>(() => [
    this.tab('shop', this.settings.tabs.shop, 0),
    this.tab('connect', this.settings.tabs.connect, this.chat.unread()),
    this.tab('offers', this.settings.tabs.offers, this.offers.count()),
  ]);

  protected shown(count: number): string {
    return count > MOST_SHOWN ? `${MOST_SHOWN}+` : String(count);
  }

  private tab(name: TabName, { label, icon = '' }: TabSettings, count: number): Tab {
    const text = label ? this.words.own(label) : this.words.of(`tab.${name}`);
    const isAddress = icon.includes('/');
    return { name, label: text, icon: isAddress ? undefined : icon, source: isAddress ? icon : undefined, count };
  }
}
