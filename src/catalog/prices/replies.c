/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Price lists that are the JSON reply of a provider: Spheron, Lambda, Vast.ai, RunPod. */
#include "catalog/prices/replies.h"

#include <string.h>

#include "base/i18n.h"
#include "base/json.h"
#include "base/quantity.h"
#include "catalog/prices/rows.h"

/* A reply while it is read. */
struct reply {
	struct price_reading *reading;
	const char *gpu;   /* that all items are of; NULL: each names its own */
	struct text field; /* room for the digits of one */
};

/* A string member; "" where it is absent or something else. */
static const char *string_of(const cJSON *object, const char *key)
{
	const cJSON *member = json_member(object, key);

	return cJSON_IsString(member) ? member->valuestring : "";
}

static double number_of(const cJSON *object, const char *key)
{
	const cJSON *member = json_member(object, key);
	double value = NAN;

	if (cJSON_IsNumber(member))
		value = member->valuedouble;
	else if (cJSON_IsString(member))
		quantity_read_exact(member->valuestring, &value);
	return value > 0.0 ? value : NAN;
}

/* The text of a number or string member; "": absent or null, "{}" for anything else. */
static const char *text_of(struct reply *r, const cJSON *object, const char *key)
{
	const cJSON *member = json_member(object, key);

	if (!member || cJSON_IsNull(member))
		return "";
	if (cJSON_IsString(member))
		return member->valuestring;
	text_clear(&r->field);
	if (cJSON_IsNumber(member))
		quantity_add_exact(&r->field, member->valuedouble);
	else
		text_add(&r->field, cJSON_IsBool(member) ? "true" : "{}");
	return r->field.data;
}

static enum amount take_price(
	struct reply *r, const cJSON *object, const char *key, double gpus, bool zero_is_none, double *usd)
{
	return price_take(r->reading, key, text_of(r, object, key), gpus, zero_is_none, usd);
}

/* The number of GPUs of an offer in USD; false: none, or what is wrong was reported. */
static bool take_machine(struct reply *r, const cJSON *item, const char *key, struct price_row *row)
{
	enum amount count = count_take(r->reading, key, text_of(r, item, key), &row->gpus);

	r->reading->out->cpu_rows += count == AMOUNT_NONE;
	return count == AMOUNT_GOOD && currency_check(r->reading, "currency", string_of(item, "currency"));
}

/* Calls `each` for the objects of an array or object, with the reader at each. */
static void for_members(
	struct reply *r, const char *key, const cJSON *list, void (*each)(struct reply *r, const cJSON *item))
{
	struct price_reading *reading = r->reading;
	const struct json_at *outer = reading->at;
	struct json_at at = { outer->file, outer, key, 0 };
	const cJSON *item;
	int index = 0;

	cJSON_ArrayForEach (item, list) {
		struct json_at here = { outer->file, &at, item->string, index++ };

		reading->at = &here;
		if (cJSON_IsObject(item))
			each(r, item);
		else
			price_problem(reading, PRICE_PROBLEM_BROKEN_ROW, NULL, "object", _("must be an object"));
		reading->at = outer;
	}
}

/* The places of an offer as one text: they have one price. */
static void add_clusters(struct text *out, const cJSON *clusters)
{
	const cJSON *cluster;

	cJSON_ArrayForEach (cluster, clusters) {
		const char *name = cJSON_IsString(cluster) ? cluster->valuestring : string_of(cluster, "name");

		if (*name != '\0' && out->length + strlen(name) < 190)
			text_addf(out, "%s%s", out->length > 0 ? ", " : "", name);
	}
}

static void spheron_prices(struct reply *r, const cJSON *item, struct price_row *row)
{
	bool is_spot = text_compare_nocase(string_of(item, "instanceType"), "SPOT") == 0;
	double usd = NAN, spot = NAN;
	enum amount price = take_price(r, item, "price", row->gpus, is_spot, &usd);
	enum amount spot_price = take_price(r, item, "spot_price", row->gpus, true, &spot);

	/* An offer that is spot alone has one price, in either member. */
	if (is_spot && price == AMOUNT_GOOD) {
		spot = spot_price == AMOUNT_NONE ? usd : spot;
		spot_price = spot_price == AMOUNT_NONE ? AMOUNT_GOOD : spot_price;
		price = AMOUNT_NONE;
	}
	price_row_add_pair(r->reading, row, "price", price, usd, spot_price, spot);
}

static void spheron_offer(struct reply *r, const cJSON *item)
{
	struct price_row row = price_row_new(r->reading);
	TEXT(clusters);

	r->reading->out->rows++;
	if (cJSON_IsFalse(json_member(item, "available")) || cJSON_IsTrue(json_member(item, "maintenance"))) {
		price_problem(r->reading, PRICE_PROBLEM_NOT_AVAILABLE, NULL, NULL,
			_("the offer is not available or in maintenance"));
		return;
	}
	if (!take_machine(r, item, "gpuCount", &row))
		return;
	row.label = r->gpu;
	row.memory_gb = number_of(item, "gpu_memory");
	/* Whose machine it is: Spheron is a broker. */
	row.instance = string_of(item, "provider");
	add_clusters(&clusters, json_member(item, "clusters"));
	row.region = clusters.data;
	spheron_prices(r, item, &row);
}

static void spheron_gpu(struct reply *r, const cJSON *item)
{
	const cJSON *offers = json_member(item, "offers");

	r->gpu = string_of(item, "gpuType");
	if (cJSON_IsArray(offers))
		for_members(r, "offers", offers, spheron_offer);
	else
		price_problem(r->reading, PRICE_PROBLEM_BROKEN_ROW, "offers", "array", _("must be an array"));
}

/* "8x H100 (80 GB SXM5)": how many, and of what. NULL: it does not begin so. */
static const char *split_description(const char *description, double *count)
{
	size_t n = strspn(description, "0123456789");

	if (n == 0 || n > 3 || description[n] != 'x')
		return NULL;
	*count = 0.0;
	for (size_t i = 0; i < n; i++)
		*count = *count * 10.0 + (description[i] - '0');
	description += n + 1;
	return description + strspn(description, " ");
}

/* The price is in cents for the whole instance and the same in every region. */
static void lambda_type(struct reply *r, const cJSON *entry)
{
	const cJSON *type = json_member(entry, "instance_type");
	struct price_row row = price_row_new(r->reading);

	r->reading->out->rows++;
	row.label = split_description(string_of(type, "description"), &row.gpus);
	row.instance = string_of(type, "name");
	if (!row.label) {
		price_problem(r->reading, PRICE_PROBLEM_NO_GPU_NAME, "instance_type/description", NULL,
			_("'%.40s' must begin with a number of GPUs, as in 8x H100 (80 GB SXM5)"),
			string_of(type, "description"));
		return;
	}
	if (!(row.gpus > 0.0) || strncmp(row.label, "CPU", 3) == 0)
		r->reading->out->cpu_rows++;
	else if (currency_check(r->reading, "currency", string_of(type, "currency")))
		/* A hundred cents for a GPU are as much as one dollar for a hundred of them. */
		price_row_add_one(r->reading, &row, "instance_type/price_cents_per_hour", PURCHASE_ON_DEMAND,
			take_price(r, type, "price_cents_per_hour", 100.0 * row.gpus, false, &row.usd_per_gpu));
}

/* dph_total is what is billed, storage and all; min_bid is the floor of an interruptible rental. */
static void vast_offer(struct reply *r, const cJSON *item)
{
	struct price_row row = price_row_new(r->reading);
	double usd = NAN, spot = NAN;
	const cJSON *total = json_member(item, "dph_total");
	const char *key = !total || cJSON_IsNull(total) ? "dph_base" : "dph_total";
	bool machine = take_machine(r, item, "num_gpus", &row);
	enum amount price, spot_price;

	r->reading->out->rows++;
	if (!machine)
		return;
	row.label = string_of(item, "gpu_name");
	row.memory_gb = number_of(item, "gpu_ram") / 1024.0;
	row.region = string_of(item, "geolocation");
	price = take_price(r, item, key, row.gpus, false, &usd);
	spot_price = take_price(r, item, "min_bid", row.gpus, true, &spot);
	price_row_add_pair(r->reading, &row, key, price, usd, spot_price, spot);
}

/* Prices of a GPU type, all of one GPU; hosts of the community cloud are strangers. */
static const struct {
	const char *key, *instance;
	enum purchase purchase;
	int kind;
} runpod_prices[] = {
	{ "securePrice", "secure cloud", PURCHASE_ON_DEMAND, -1 },
	{ "communityPrice", "community cloud", PURCHASE_ON_DEMAND, PROVIDER_MARKETPLACE },
	{ "secureSpotPrice", "secure cloud", PURCHASE_SPOT, -1 },
	{ "communitySpotPrice", "community cloud", PURCHASE_SPOT, PROVIDER_MARKETPLACE },
	/* The lowest bid of either cloud: it may be a stranger's machine. */
	{ "minimumBidPrice", NULL, PURCHASE_SPOT, PROVIDER_MARKETPLACE },
};

static void runpod_type(struct reply *r, const cJSON *item)
{
	const cJSON *lowest = json_member(item, "lowestPrice");
	struct price_row row = price_row_new(r->reading);
	int found = 0;

	r->reading->out->rows++;
	if (!currency_check(r->reading, "currency", string_of(item, "currency")))
		return;
	if (!cJSON_IsObject(lowest) || isnan(number_of(lowest, "uninterruptablePrice"))) {
		price_problem(r->reading, PRICE_PROBLEM_PLACEHOLDER, "lowestPrice/uninterruptablePrice", NULL,
			_("nothing is offered, so the list prices are placeholders"));
		return;
	}
	row.label = string_of(item, "id");
	row.memory_gb = number_of(item, "memoryInGb");
	row.gpus = 1.0; /* as many as one likes, up to maxGpuCount */
	for (size_t i = 0; i < sizeof(runpod_prices) / sizeof(runpod_prices[0]); i++) {
		const cJSON *object = runpod_prices[i].instance ? item : lowest;

		row.instance = runpod_prices[i].instance;
		row.kind = runpod_prices[i].kind;
		row.purchase = runpod_prices[i].purchase;
		if (take_price(r, object, runpod_prices[i].key, 1.0, true, &row.usd_per_gpu) != AMOUNT_GOOD)
			continue;
		price_row_add(r->reading, &row);
		found++;
	}
	if (found == 0)
		price_row_add_one(r->reading, &row, "securePrice", PURCHASE_ON_DEMAND, AMOUNT_NONE);
}

/* Where the items of a reply stand, and what they are in. */
static const struct {
	const char *path, *outer, *key; /* outer: NULL at the root */
	bool object;                    /* not an array */
	void (*item)(struct reply *r, const cJSON *item);
} layouts[PRICE_FORMAT_COUNT] = { [PRICE_FORMAT_SPHERON] = { "/data", NULL, "data", false, spheron_gpu },
	[PRICE_FORMAT_LAMBDA] = { "/data", NULL, "data", true, lambda_type },
	[PRICE_FORMAT_VAST] = { "/offers", NULL, "offers", false, vast_offer },
	[PRICE_FORMAT_RUNPOD] = { "/data/gpuTypes", "data", "gpuTypes", false, runpod_type } };

static enum status read_items(struct reply *r, const cJSON *root, struct error *error)
{
	enum price_format format = r->reading->request->format;
	const char *outer = layouts[format].outer, *key = layouts[format].key;
	const cJSON *items = json_member(outer ? json_member(root, outer) : root, key);
	struct json_at at = { .file = r->reading->request->file }, inner = { at.file, &at, outer, 0 };

	if (layouts[format].object ? !cJSON_IsObject(items) : !cJSON_IsArray(items))
		return error_set(error, STATUS_DATA, _("%s: %s: %s is wanted; is it another format?"), at.file,
			layouts[format].path, layouts[format].object ? _("an object") : _("an array"));
	r->reading->at = outer ? &inner : &at;
	for_members(r, key, items, layouts[format].item);
	r->reading->at = NULL;
	return STATUS_OK;
}

enum status reply_read(struct price_reading *reading, const char *text, size_t n, struct error *error)
{
	struct reply reply = { .reading = reading };
	JSON(root);
	enum status status = json_parse(text, n, reading->request->file, false, &root, error);

	text_init(&reply.field);
	if (status == STATUS_OK)
		status = read_items(&reply, root, error);
	text_release(&reply.field);
	return status;
}
