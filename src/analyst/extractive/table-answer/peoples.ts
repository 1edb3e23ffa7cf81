import { contentTerms } from "../words.ts";

/** Adjective and country; several countries under one adjective are alternatives. */
const pairs = `Afghan Afghanistan|Albanian Albania|Algerian Algeria|American United States|American USA|American US
Argentine Argentina|Argentinian Argentina|Armenian Armenia|Australian Australia|Austrian Austria|Belgian Belgium
Bolivian Bolivia|Bosnian Bosnia and Herzegovina|Brazilian Brazil|British Great Britain|British United Kingdom
British UK|Bulgarian Bulgaria|Canadian Canada|Chilean Chile|Chinese China|Colombian Colombia|Croatian Croatia
Cuban Cuba|Czech Czech Republic|Czech Czechia|Danish Denmark|Dutch Netherlands|Ecuadorian Ecuador|Egyptian Egypt
English England|Estonian Estonia|Ethiopian Ethiopia|Finnish Finland|French France|German Germany|Greek Greece
Hungarian Hungary|Icelandic Iceland|Indian India|Indonesian Indonesia|Iranian Iran|Irish Ireland|Israeli Israel
Italian Italy|Jamaican Jamaica|Japanese Japan|Kenyan Kenya|Korean South Korea|Latvian Latvia|Lithuanian Lithuania
Malaysian Malaysia|Mexican Mexico|Moroccan Morocco|Nigerian Nigeria|Norwegian Norway|Peruvian Peru|Polish Poland
Portuguese Portugal|Romanian Romania|Russian Russia|Scottish Scotland|Serbian Serbia|Slovak Slovakia
Slovenian Slovenia|Spanish Spain|Swedish Sweden|Swiss Switzerland|Thai Thailand|Turkish Turkey|Ukrainian Ukraine
Venezuelan Venezuela|Vietnamese Vietnam|Welsh Wales`;

const countries = new Map<string, (readonly string[])[]>();
for (const pair of pairs.split(/[|\n]/u)) {
  const [people = "", ...country] = pair.split(" ");
  const [term = ""] = contentTerms(people);
  countries.set(term, [...(countries.get(term) ?? []), contentTerms(country.join(" "))]);
}

/** The countries that an adjective of a people stands for ("French" for France), as terms; none for other words. */
export function countriesOf(term: string): readonly (readonly string[])[] {
  return countries.get(term) ?? [];
}
