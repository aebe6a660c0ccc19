/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The contents of the data files, and the functions that look items up by name. */
#pragma once

#include "base/error.h"
#include "base/memory.h"
#include "catalog/policy_rule.h"
#include "catalog/words.h"
#include "core/band.h"
#include "core/media_model.h"

struct source {
	const char *id, *title, *url, *licence;
	const char *as_of; /* a year, month or day as it was printed; NULL unknown */
};

struct country {
	const char *id, *name; /* the code of ISO 3166-1 alpha-2 */
	enum continent continent;
	enum membership eu;
	const char *source;
};

/* The most countries a provider is said to have machines in. */
enum { PROVIDER_COUNTRIES_MAX = 40 };

/* What a provider says of itself, or others of it.  Texts may be NULL. */
struct provider_facts {
	enum promise sla; /* a formal service level agreement */
	enum promise certificates[CERTIFICATE_COUNT];
	enum promise gdpr; /* it says that it follows the regulation, which is no residency */
	enum interconnect interconnect;
	enum billing billing;
	const char *sla_text, *interconnect_text, *billing_text; /* what does not fit into a word */
	const char *commitment;                                  /* the least that is rented */
	const char *spot, *spot_notice;
	const struct country *countries[PROVIDER_COUNTRIES_MAX];
	int country_count;
	const char *countries_text;
	const char *source, *as_of; /* NULL: nothing was looked up */
	const char *notes;
};

struct provider {
	const char *id, *name;
	enum provider_kind kind;
	const struct provider *regions_as; /* whose names of regions it uses; NULL: its own */
	const char *skypilot, *dstack;     /* its names there; NULL: none is known */
	struct provider_facts facts;
};

/* What a provider calls a place. */
struct region {
	const char *id;
	const struct provider *provider; /* NULL: any */
	const char *name;
	const struct country *country; /* NULL: of no country, such as "global" */
	const char *place, *source, *notes;
};

/* One dated price.  Never without date and source. */
struct offer {
	const char *id;
	const struct provider *provider;
	const struct gpu *gpu;         /* NULL: not mapped */
	const char *label;             /* the provider's own name of the GPU */
	const char *instance, *region; /* NULL unknown */
	const struct country *country; /* NULL: none, or not known */
	const char *source;
	const char *notes;
	enum provider_kind kind;
	enum purchase purchase;
	enum price_trust trust;
	enum price_match match;
	double gpus;     /* of one instance; NaN unknown */
	double max_gpus; /* that the provider says can be had at once; NaN: it says nothing */
	double usd_per_gpu_hour;
	long as_of; /* days since 1970-01-01 */
	/* A later price of the same item, which replaces this one; NULL: this is the latest.  Plans do not
	 * use a replaced price. */
	const struct offer *newer;
};

/* Whether plans may use an offer, whatever the scenario says of provider and purchase. */
static inline bool offer_counts(const struct offer *offer)
{
	return offer->trust == PRICE_LIST && offer->match == MATCH_EXACT && !offer->newer;
}

/* A published checkpoint that shares the architecture of a model. */
struct checkpoint {
	const char *id;
	const struct model *model;
	const struct weight_format *weights; /* NULL: the model's own */
	const struct kv_format *kv;          /* NULL: the model's own */
	double max_context;                  /* tokens; 0: the model's own */
	const char *source;                  /* of that limit; NULL with the model's own */
};

struct mig_profile {
	const char *id, *profile, *source;
	const struct gpu *gpu;
	double memory_gb, compute_slices, compute_slices_total, memory_slices, memory_slices_total;
	double max_instances;
};

/* One fitted or assumed constant as it stands in parameters.json. */
struct parameter_value {
	const char *id, *unit, *meaning, *source;
	const char *as_of; /* as it stands there; NULL: that of the source */
	double value;
	double rows;   /* measured runs behind it; NaN none */
	double start;  /* what a fit starts from and is pulled to; NaN: never fitted */
	double spread; /* standard deviation of ln start: how sure it is */
	bool fitted;
	/* For gpuplan-fit, which changes constants in place: the address from which the model reads
	 * value x factor, and the allowed range of the value. */
	double *place;
	double factor, low, high;
};

/* The figures of ownership.json.  The name is the part of an id before the slash. */
enum ownership_field {
#define OWNERSHIP(id, ...) OWNERSHIP_##id,
#include "catalog/ownership-table.h"
#undef OWNERSHIP
	OWNERSHIP_FIELD_COUNT
};

enum { OWNERSHIP_YEARS_MAX = 20 };

/* A default value for owning GPUs, in the unit of ownership-table.h.  It always has a source. */
struct ownership_default {
	const char *id, *unit, *meaning, *source;
	const char *as_of; /* as it stands there; NULL: not dated, and the range is wide */
	const char *notes;
	const char *of;        /* what stands behind the slash of the id; NULL: nothing */
	const struct gpu *gpu; /* if that is a GPU */
	enum ownership_field field;
	enum grade grade;
	double value, low, high; /* low <= value <= high: the honest range */
};

struct alias_index;

/* The largest numbers of GPUs, providers and countries; a scenario stores sets of them as bits. */
enum { CATALOG_GPUS_MAX = 16384, CATALOG_PROVIDERS_MAX = 512, CATALOG_COUNTRIES_MAX = 256 };

/* Constant after catalog_load().  Pointers into it live as long as it does. */
struct catalog {
	struct arena arena;
	struct constants constants;
	const struct source *sources;
	const struct gpu_family *families;
	const struct gpu_link *links;
	const struct gpu *gpus;
	const struct kv_format *kv_formats;
	const struct weight_format *formats;
	const struct parameter_value *parameters;
	const struct engine_profile *profiles;
	const struct compute_class *classes;
	const struct card *cards;
	const struct engine *engines;
	const struct band_rule *bands;
	const struct model *models;
	const struct checkpoint *checkpoints;
	const struct country *countries;
	const struct provider *providers;
	const struct region *regions; /* sorted by provider, then name: see place_find() */
	const struct offer *offers;   /* sorted by GPU, then price: see catalog_offers() */
	const struct mig_profile *mig;
	const struct ownership_default *ownership;
	const struct media_model *media;
	const struct policy_rule *policy;
	/* Of each GPU in turn, and at last of none, the closest item of every field; see catalog_ownership(). */
	const struct ownership_default *const *owned;
	const struct ownership_default *residuals[OWNERSHIP_YEARS_MAX + 1]; /* by years of use; NULL: none */
	const struct ownership_default *power_price; /* of the United States, or who stands for it; NULL: none */
	int source_count, family_count, link_count, gpu_count, kv_format_count, format_count;
	int parameter_count, profile_count, class_count, card_count, engine_count, band_count, model_count,
		checkpoint_count;
	int country_count, provider_count, region_count, offer_count, mig_count, ownership_count, media_count,
		policy_count;
	long newest_price; /* days; the youngest as_of among list prices */
	int *offer_start;  /* gpu_count + 1 indices into offers */
	struct alias_index *aliases;
	struct alias_index *quantised; /* names of models by rule: see quantised.c */
};

/* Reads the base directory, then the overlay directories in order.  An overlay may lack files.  An object of an
 * overlay with a known id is merged key by key; one with a new id is added.  `problems` gets every problem with file
 * and JSON path; unknown keys of overlays are warnings.  Objects with an error are left out, and so are the objects
 * that refer to them, without a message.  STATUS_DATA: an object was invalid, or a file was missing or unreadable.
 * The valid objects can still be looked up, but estimates need STATUS_OK.  Call catalog_release() in every case. */
enum status catalog_load(struct catalog *catalog, const char *base, const char *const *overlays, size_t overlay_count,
	struct error_list *problems);

/* catalog_load() that accepts prices with an unknown provider in overlays.  It leaves them out and adds one
 * warning for each such provider.  Without overlays it reads the image of the base directory (image.h), if
 * there is one that matches the files. */
enum status catalog_load_for_lists(struct catalog *catalog, const char *base, const char *const *overlays,
	size_t overlay_count, struct error_list *problems);

/* Loads what an import into an overlay needs: GPUs, providers, and the prices of the base directory.  It leaves
 * out models, MIG profiles, bands, and the prices of overlays, which may be many or invalid. */
enum status catalog_load_names(struct catalog *catalog, const char *base, const char *const *overlays,
	size_t overlay_count, struct error_list *problems);
void catalog_release(struct catalog *catalog);

/* Checks one file of any kind as an overlay on the shipped data (datadir_find).  Every problem is reported;
 * unknown keys are warnings.  A providers.json in the same folder is used to check prices.  `policy` checks what rules of
 * advice name, which the catalog does not know; NULL: nobody does.  STATUS_DATA: the file has errors.  STATUS_IO: it cannot be read. */
typedef void catalog_checker(const struct catalog *catalog, struct error_list *problems);
enum status catalog_check_file(const char *path, catalog_checker *policy, struct error_list *problems);

/* Looks an item up by id, alias or checkpoint name.  Case and punctuation are ignored.  NULL: not found;
 * `error` has STATUS_USAGE, and the message lists the nearest names, or the choices for an ambiguous name
 * ("H100").  `error` may be NULL; the call is then faster. */
const struct gpu *catalog_gpu(const struct catalog *c, const char *name, struct error *error);
const struct country *catalog_country(const struct catalog *c, const char *name, struct error *error);
const struct provider *catalog_provider(const struct catalog *c, const char *name, struct error *error);
const struct engine *catalog_engine(const struct catalog *c, const char *name, struct error *error);
const struct weight_format *catalog_format(const struct catalog *c, const char *name, struct error *error);
const struct kv_format *catalog_kv_format(const struct catalog *c, const char *name, struct error *error);
const struct media_model *catalog_media(const struct catalog *c, const char *name, struct error *error);

/* catalog_checkpoint() finds the model of a name, with the formats (may be NULL) and the context limit (may
 * be 0) of that checkpoint.  nvidia/NAME-FP8, -NVFP4 and -FP4 are known if NAME is exactly one model with
 * more bits per weight.  catalog_model() finds the model only. */
const struct checkpoint *catalog_checkpoint(const struct catalog *c, const char *name, struct error *error);
const struct model *catalog_model(const struct catalog *c, const char *name, struct error *error);

/* Enumerates the names of models from index 0: ids, aliases and checkpoints, in no particular order.  NULL:
 * past the last.  *checkpoint is set to the checkpoint of the name. */
const char *catalog_model_name(const struct catalog *c, int index, const struct checkpoint **checkpoint);

/* The source of a reference, which has the form "ID PLACE IN THE SOURCE".  NULL: the id is unknown. */
const struct source *catalog_source(const struct catalog *c, const char *reference);

/* The default value of a field for a GPU of the catalog: that of the GPU, else of its form factor, else of all.  `gpu`
 * NULL: that of all.  NULL: there is none. */
const struct ownership_default *catalog_ownership(
	const struct catalog *c, enum ownership_field field, const struct gpu *gpu);

/* Offers of one GPU of the catalog, cheapest first; count through *count. */
const struct offer *catalog_offers(const struct catalog *c, const struct gpu *gpu, int *count);
