/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Price lists that are the JSON reply of a provider: Spheron, Lambda, Vast.ai, RunPod. */
#include "config.h"

#include "catalog/prices/reading.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/quantity.h"

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

static void no_price(struct price_reading *reading, const char *column)
{
	price_problem(reading, PRICE_PROBLEM_NO_PRICE, column, NULL, _("there is no price"));
}

static void add_price(struct price_reading *reading, struct price_row row, enum purchase purchase,
	double usd_per_gpu)
{
	row.purchase = purchase;
	row.usd_per_gpu = usd_per_gpu;
	price_row_add(reading, &row);
}

/* Calls `each` for the objects of an array or object, with the reader at each. */
static void for_members(struct price_reading *reading, const char *key, const cJSON *list,
	void (*each)(struct price_reading *reading, const cJSON *item, const void *context),
	const void *context)
{
	const struct json_at *outer = reading->at;
	struct json_at at = {outer->file, outer, key, 0};
	const cJSON *item;
	int index = 0;

	cJSON_ArrayForEach(item, list) {
		struct json_at here = {outer->file, key != NULL ? &at : outer, item->string, index++};

		reading->at = &here;
		if (cJSON_IsObject(item))
			each(reading, item, context);
		else
			price_problem(reading, PRICE_PROBLEM_BROKEN_ROW, NULL, "object",
				_("must be an object"));
		reading->at = outer;
	}
}

static enum status refuse(const struct price_reading *reading, const char *path, const char *what,
	struct error *error)
{
	return error_set(error, STATUS_DATA, _("%s: %s: %s is wanted; is it another format?"),
		reading->request->file, path, what);
}

/* Whether the row's currency is USD or not said. */
static bool in_usd(struct price_reading *reading, const cJSON *item)
{
	return currency_check(reading, "currency", string_of(item, "currency"));
}

/* The places of an offer as one text: they have one price. */
static void add_clusters(struct text *out, const cJSON *clusters)
{
	const cJSON *cluster;

	cJSON_ArrayForEach(cluster, clusters) {
		const char *name = cJSON_IsString(cluster) ? cluster->valuestring : string_of(cluster, "name");

		if (*name != '\0' && out->length + strlen(name) < 190)
			text_addf(out, "%s%s", out->length > 0 ? ", " : "", name);
	}
}

static void spheron_prices(struct price_reading *reading, const cJSON *item, struct price_row *row)
{
	bool is_spot = text_compare_nocase(string_of(item, "instanceType"), "SPOT") == 0;
	double usd = NAN, spot = NAN;
	enum amount price = price_take_json(reading, item, "price", row->gpus, is_spot, &usd);
	enum amount spot_price = price_take_json(reading, item, "spot_price", row->gpus, true, &spot);

	/* An offer that is spot alone has one price, in either member. */
	if (is_spot && spot_price == AMOUNT_NONE && price == AMOUNT_GOOD) {
		spot = usd;
		spot_price = AMOUNT_GOOD;
	}
	if (!is_spot && price == AMOUNT_GOOD)
		add_price(reading, *row, PURCHASE_ON_DEMAND, usd);
	if (spot_price == AMOUNT_GOOD)
		add_price(reading, *row, PURCHASE_SPOT, spot);
	if (price == AMOUNT_NONE && spot_price == AMOUNT_NONE)
		no_price(reading, "price");
}

static void spheron_offer(struct price_reading *reading, const cJSON *item, const void *context)
{
	struct price_row row = price_row_new(reading);
	struct text clusters;
	enum amount count;

	reading->out->rows++;
	if (cJSON_IsFalse(json_member(item, "available")) ||
	    cJSON_IsTrue(json_member(item, "maintenance"))) {
		price_problem(reading, PRICE_PROBLEM_NOT_AVAILABLE, NULL, NULL,
			_("the offer is not available or in maintenance"));
		return;
	}
	count = count_take_json(reading, item, "gpuCount", &row.gpus);
	reading->out->cpu_rows += count == AMOUNT_NONE;
	if (count != AMOUNT_GOOD || !in_usd(reading, item))
		return;
	row.label = context;
	row.memory_gb = number_of(item, "gpu_memory");
	/* Whose machine it is: Spheron is a broker. */
	row.instance = string_of(item, "provider");
	text_init(&clusters);
	add_clusters(&clusters, json_member(item, "clusters"));
	row.region = clusters.data;
	spheron_prices(reading, item, &row);
	text_release(&clusters);
}

static void spheron_gpu(struct price_reading *reading, const cJSON *item, const void *context)
{
	const cJSON *offers = json_member(item, "offers");

	(void)context;
	if (cJSON_IsArray(offers)) {
		for_members(reading, "offers", offers, spheron_offer, string_of(item, "gpuType"));
		return;
	}
	price_problem(reading, PRICE_PROBLEM_BROKEN_ROW, "offers", "array", _("must be an array"));
}

enum status read_spheron(struct price_reading *reading, const cJSON *root, struct error *error)
{
	const cJSON *data = json_member(root, "data");

	if (!cJSON_IsArray(data))
		return refuse(reading, "/data", _("an array"), error);
	for_members(reading, "data", data, spheron_gpu, NULL);
	return STATUS_OK;
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
static void lambda_type(struct price_reading *reading, const cJSON *entry, const void *context)
{
	const cJSON *type = json_member(entry, "instance_type");
	struct price_row row = price_row_new(reading);
	double usd = NAN;
	enum amount price;

	(void)context;
	reading->out->rows++;
	row.label = split_description(string_of(type, "description"), &row.gpus);
	row.instance = string_of(type, "name");
	if (row.label == NULL) {
		price_problem(reading, PRICE_PROBLEM_NO_GPU_NAME, "instance_type/description", NULL,
			_("'%.40s' must begin with a number of GPUs, as in 8x H100 (80 GB SXM5)"),
			string_of(type, "description"));
		return;
	}
	if (!(row.gpus > 0.0) || strncmp(row.label, "CPU", 3) == 0) {
		reading->out->cpu_rows++;
		return;
	}
	if (!in_usd(reading, type))
		return;
	/* A hundred cents for a GPU are as much as one dollar for a hundred of them. */
	price = price_take_json(reading, type, "price_cents_per_hour", 100.0 * row.gpus, false, &usd);
	if (price == AMOUNT_GOOD)
		add_price(reading, row, PURCHASE_ON_DEMAND, usd);
	else if (price == AMOUNT_NONE)
		no_price(reading, "instance_type/price_cents_per_hour");
}

enum status read_lambda(struct price_reading *reading, const cJSON *root, struct error *error)
{
	const cJSON *data = json_member(root, "data");

	if (!cJSON_IsObject(data))
		return refuse(reading, "/data", _("an object"), error);
	for_members(reading, "data", data, lambda_type, NULL);
	return STATUS_OK;
}

/* dph_total is what is billed, storage and all; min_bid is the floor of an interruptible rental. */
static void vast_offer(struct price_reading *reading, const cJSON *item, const void *context)
{
	struct price_row row = price_row_new(reading);
	double usd = NAN, spot = NAN;
	const cJSON *total = json_member(item, "dph_total");
	const char *key = total == NULL || cJSON_IsNull(total) ? "dph_base" : "dph_total";
	enum amount count = count_take_json(reading, item, "num_gpus", &row.gpus);
	enum amount price, spot_price;

	(void)context;
	reading->out->rows++;
	reading->out->cpu_rows += count == AMOUNT_NONE;
	if (count != AMOUNT_GOOD || !in_usd(reading, item))
		return;
	row.label = string_of(item, "gpu_name");
	row.memory_gb = number_of(item, "gpu_ram") / 1024.0;
	row.region = string_of(item, "geolocation");
	price = price_take_json(reading, item, key, row.gpus, false, &usd);
	spot_price = price_take_json(reading, item, "min_bid", row.gpus, true, &spot);
	if (price == AMOUNT_GOOD)
		add_price(reading, row, PURCHASE_ON_DEMAND, usd);
	if (spot_price == AMOUNT_GOOD)
		add_price(reading, row, PURCHASE_SPOT, spot);
	if (price == AMOUNT_NONE && spot_price == AMOUNT_NONE)
		no_price(reading, key);
}

enum status read_vast(struct price_reading *reading, const cJSON *root, struct error *error)
{
	const cJSON *offers = json_member(root, "offers");

	if (!cJSON_IsArray(offers))
		return refuse(reading, "/offers", _("an array"), error);
	for_members(reading, "offers", offers, vast_offer, NULL);
	return STATUS_OK;
}

/* Prices of a GPU type, all of one GPU; hosts of the community cloud are strangers. */
static const struct {
	const char *key, *instance;
	enum purchase purchase;
	int kind;
} runpod_prices[] = {
	{"securePrice", "secure cloud", PURCHASE_ON_DEMAND, -1},
	{"communityPrice", "community cloud", PURCHASE_ON_DEMAND, PROVIDER_MARKETPLACE},
	{"secureSpotPrice", "secure cloud", PURCHASE_SPOT, -1},
	{"communitySpotPrice", "community cloud", PURCHASE_SPOT, PROVIDER_MARKETPLACE},
};

/* The lowest bid of either cloud: it may be a stranger's machine. */
static int runpod_bid(struct price_reading *reading, const cJSON *lowest, struct price_row row)
{
	double usd = NAN;

	if (price_take_json(reading, lowest, "minimumBidPrice", 1.0, true, &usd) != AMOUNT_GOOD)
		return 0;
	row.instance = NULL;
	row.kind = PROVIDER_MARKETPLACE;
	add_price(reading, row, PURCHASE_SPOT, usd);
	return 1;
}

static void runpod_type(struct price_reading *reading, const cJSON *item, const void *context)
{
	const cJSON *lowest = json_member(item, "lowestPrice");
	struct price_row row = price_row_new(reading);
	int found = 0;

	(void)context;
	reading->out->rows++;
	if (!in_usd(reading, item))
		return;
	if (!cJSON_IsObject(lowest) || isnan(number_of(lowest, "uninterruptablePrice"))) {
		price_problem(reading, PRICE_PROBLEM_PLACEHOLDER, "lowestPrice/uninterruptablePrice",
			NULL, _("nothing is offered, so the list prices are placeholders"));
		return;
	}
	row.label = string_of(item, "id");
	row.memory_gb = number_of(item, "memoryInGb");
	row.gpus = 1.0; /* as many as one likes, up to maxGpuCount */
	for (size_t i = 0; i < sizeof(runpod_prices) / sizeof(runpod_prices[0]); i++) {
		double usd = NAN;

		if (price_take_json(reading, item, runpod_prices[i].key, 1.0, true, &usd) != AMOUNT_GOOD)
			continue;
		row.instance = runpod_prices[i].instance;
		row.kind = runpod_prices[i].kind;
		add_price(reading, row, runpod_prices[i].purchase, usd);
		found++;
	}
	if (found + runpod_bid(reading, lowest, row) == 0)
		no_price(reading, "securePrice");
}

enum status read_runpod(struct price_reading *reading, const cJSON *root, struct error *error)
{
	const cJSON *data = json_member(root, "data");
	const cJSON *types = json_member(data, "gpuTypes");
	const struct json_at *outer = reading->at;
	struct json_at at = {outer->file, outer, "data", 0};

	if (!cJSON_IsArray(types))
		return refuse(reading, "/data/gpuTypes", _("an array"), error);
	reading->at = &at;
	for_members(reading, "gpuTypes", types, runpod_type, NULL);
	reading->at = outer;
	return STATUS_OK;
}
