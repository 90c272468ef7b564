import { type ApplicationConfig, inject, provideAppInitializer, provideBrowserGlobalErrorListeners } from '@angular/core';
import { PreloadAllModules, provideRouter, RouteReuseStrategy, withComponentInputBinding, withPreloading } from '@angular/router';
import { IonicRouteStrategy, provideIonicAngular } from '@ionic/angular';
import { routes } from './app.routes';
import { ChatStore } from './core/chat-store';
import { Notifications } from './core/notifications';
import { OfferStore } from './core/offer-store';
import { Session } from './core/session';
import { SETTINGS, type Settings } from './core/settings';
import { Unsent } from './core/unsent';
import { TEXTS, type Texts } from './core/words';
import { registerIcons } from './icons';

export function appConfig(settings: Settings, texts: Texts): ApplicationConfig {
  return {
    providers: [
      provideBrowserGlobalErrorListeners(),
      provideRouter(routes, withComponentInputBinding(), withPreloading(PreloadAllModules)),
      provideIonicAngular({ innerHTMLTemplatesEnabled: false }),
      { provide: RouteReuseStrategy, useClass: IonicRouteStrategy },
      { provide: SETTINGS, useValue: settings },
      { provide: TEXTS, useValue: texts },
      provideAppInitializer(open),
    ],
  };
}

/** Knows who the customer is before anything is shown; everything else comes in while it is. */
async function open(): Promise<void> {
  const [session, unsent, chat, offers] = [inject(Session), inject(Unsent), inject(ChatStore), inject(OfferStore)];
  const notifications = inject(Notifications);
  registerIcons();
  await session.open();
  await Promise.all([unsent.open(), chat.open(), offers.open()]);
  void notifications.open();
}
