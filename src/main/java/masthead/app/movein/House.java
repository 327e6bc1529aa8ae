package masthead.app.movein;

import masthead.catalog.Catalogs;
import masthead.guide.Guides;
import masthead.guide.Matching;
import masthead.headend.ProviderImport;

/** Where somebody moves in: the parts of a server that is running, or was started for this. */
public record House(Catalogs catalogs, ProviderImport imports, Guides guides, Matching matching) {}
