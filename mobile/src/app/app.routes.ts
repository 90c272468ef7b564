import type { Routes } from '@angular/router';

/** One level deep, because the base address of the page is relative. */
export const routes: Routes = [
  {
    path: '',
    loadComponent: () => import('./pages/tabs/tabs.page').then(({ TabsPage }) => TabsPage),
    children: [
      { path: 'shop', loadComponent: () => import('./pages/shop/shop.page').then(({ ShopPage }) => ShopPage) },
      { path: 'connect', loadComponent: () => import('./pages/connect/connect.page').then(({ ConnectPage }) => ConnectPage) },
      { path: 'offers', loadComponent: () => import('./pages/offers/offers.page').then(({ OffersPage }) => OffersPage) },
      { path: '', pathMatch: 'full', redirectTo: 'shop' },
    ],
  },
  { path: '**', redirectTo: 'shop' },
];
