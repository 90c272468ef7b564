import { en, type Catalogue } from './en';

export const sv: Catalogue = en;
