/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Number formats of a checkpoint from its quantisation block, in all the forms there are. */
#include "catalog/import/quantisation.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "catalog/import/tensors.h"

/* Formats that modules have, counted; the more frequent one is that of a part. */
enum { VOTES_FORMATS = 8 };
struct votes {
	const char *formats[VOTES_FORMATS];
	int count;
	int modules[USE_COUNT][VOTES_FORMATS];
	const char *general; /* of what is not named; NULL: 16 bits */
};

static void votes_add(struct votes *votes, const char *module, const char *format)
{
	enum tensor_use use = tensor_use(module, NAN);
	int i = 0;

	while (i < votes->count && strcmp(votes->formats[i], format) != 0)
		i++;
	if (i == VOTES_FORMATS)
		return;
	if (i == votes->count)
		votes->formats[votes->count++] = format;
	votes->modules[use][i]++;
}

/* The format that most modules of a use have; `otherwise` where none is named. */
static const char *winner(const struct votes *votes, enum tensor_use use, const char *otherwise)
{
	int best = 0;

	for (int i = 1; i < votes->count; i++)
		if (votes->modules[use][i] > votes->modules[use][best])
			best = i;
	return votes->modules[use][best] > 0 ? votes->formats[best] : otherwise;
}

/* A part's own format, or 16 bits where nothing says that it is quantised. */
static void settle_part(struct imported *out, enum weight_part part, unsigned kept, const char *format)
{
	if (!format)
		out->model.kept_16bit |= kept;
	else if (strcmp(format, out->weights) != 0)
		out->parts[part] = format;
}

/* Sets the formats of the parts; false: nothing is said of any. */
static bool votes_settle(const struct votes *votes, struct imported *out)
{
	const struct model_counts *c = &out->model.counts;
	const char *attention = winner(votes, USE_ATTENTION, votes->general);
	const char *shared = winner(votes, USE_SHARED, votes->general);
	/* A module "mlp" without more may hold the experts. */
	const char *experts = winner(votes, USE_EXPERTS, shared);
	const char *head = winner(votes, USE_HEAD, NULL);
	const char *main = c->experts > 0.0 ? experts : c->dense > 0.0 ? shared : attention;

	if (!main)
		main = attention;
	if (!main)
		return false;
	out->weights = main;
	settle_part(out, PART_ATTENTION, KEPT_ATTENTION, attention);
	settle_part(out, PART_SHARED, KEPT_SHARED, shared);
	if (head && !out->model.tied_embeddings)
		out->parts[PART_HEAD] = head;
	return true;
}

/* The block, where it is, and what has been understood of it. */
struct block {
	struct config *c;
	const cJSON *object;
	const char *place; /* its key, for messages */
	struct imported *out;
};

static void refuse(struct block *b, const char *key, const char *what)
{
	char path[96];

	snprintf(path, sizeof(path), "%s%s%s", b->place, *key != '\0' ? "/" : "", key);
	config_refuse(b->c, path, "%s", what);
}

static bool is_true(const cJSON *object, const char *path)
{
	return cJSON_IsTrue(config_find(object, path));
}

/* Bits and number type of weights to the format; 4-bit floats by their group. */
static const char *format_of(double bits, const char *type, const char *packing, double group)
{
	bool is_float = type && strcmp(type, "float") == 0;

	if (bits == 8.0)
		return is_float ? "fp8" : "int8";
	if (bits != 4.0)
		return NULL;
	if (!is_float)
		return "int4";
	return (packing && strncmp(packing, "mxfp4", 5) == 0) || group == 32.0 ? "mxfp4" : "nvfp4";
}

static bool is_128(const cJSON *item)
{
	return cJSON_IsNumber(item) && item->valuedouble == 128.0;
}

static void set_blocks(struct block *b, const cJSON *size)
{
	b->out->model.fp8_blocks = is_128(cJSON_GetArrayItem(size, 0)) && is_128(cJSON_GetArrayItem(size, 1));
}

static void read_fp8(struct block *b)
{
	b->out->weights = "fp8";
	set_blocks(b, config_find(b->object, "weight_block_size"));
	/* DeepSeek-V4: the block speaks of FP8 only, its experts are FP4 with a scale per 32. */
	if (config_is(config_find(b->c->text, "expert_dtype"), "fp4")) {
		b->out->weights = "mxfp4";
		b->out->parts[PART_ATTENTION] = "fp8";
		b->out->parts[PART_SHARED] = "fp8";
	}
}

static void read_bits(struct block *b)
{
	double bits = config_double(b->object, "bits");

	b->out->weights = format_of(bits, NULL, NULL, NAN);
	if (!b->out->weights)
		refuse(b, "bits", isnan(bits) ? _("missing") : _("must be 4 or 8"));
}

static void read_bitsandbytes(struct block *b)
{
	if (is_true(b->object, "load_in_4bit") || is_true(b->object, "_load_in_4bit")) {
		b->out->weights = "int4";
		imported_note(b->out, "bitsandbytes %s: %s bits a weight, counted as int4",
			config_string(b->object, "bnb_4bit_quant_type")
				? config_string(b->object, "bnb_4bit_quant_type")
				: "4-bit",
			is_true(b->object, "bnb_4bit_use_double_quant") ? "4.13" : "4.5");
	} else if (is_true(b->object, "load_in_8bit") || is_true(b->object, "_load_in_8bit")) {
		b->out->weights = "int8";
	} else {
		refuse(b, "load_in_4bit", _("missing"));
	}
}

/* Whether a group speaks of all linear layers rather than of modules. */
static bool is_general(const cJSON *group)
{
	const cJSON *targets = config_find(group, "targets"), *target;

	cJSON_ArrayForEach (target, targets)
		if (config_is(target, "Linear"))
			return true;
	return !targets;
}

static const char *group_format(const struct block *b, const cJSON *group)
{
	const cJSON *weights = config_find(group, "weights");
	const char *packing = config_string(group, "format");

	if (!packing)
		packing = config_string(b->object, "format");
	return format_of(config_double(weights, "num_bits"), config_string(weights, "type"), packing,
		config_double(weights, "group_size"));
}

/* The formats of a checkpoint's groups by the modules that they name. */
static void read_groups(struct block *b)
{
	const cJSON *groups = config_find(b->object, "config_groups"), *group, *target;
	struct votes votes = { .count = 0 };

	cJSON_ArrayForEach (group, groups) {
		const cJSON *targets = config_find(group, "targets");
		const char *format = group_format(b, group);

		if (!config_find(group, "weights"))
			continue;
		if (!format) {
			refuse(b, "config_groups", _("num_bits must be 4 or 8"));
			return;
		}
		if (is_general(group))
			votes.general = format;
		else
			cJSON_ArrayForEach (target, targets)
				if (cJSON_IsString(target))
					votes_add(&votes, target->valuestring, format);
		/* Blocks are those of the FP8 group. */
		if (!b->out->model.fp8_blocks)
			set_blocks(b, config_find(group, "weights/block_structure"));
	}
	if (!votes_settle(&votes, b->out))
		refuse(b, "config_groups", _("missing"));
}

/* Algorithms of NVIDIA's tool; "" stands for the groups. */
static const struct {
	const char *algorithm, *weights;
	bool blocks;
} algorithms[] = { { "FP8", "fp8", false }, { "FP8_PER_CHANNEL_PER_TOKEN", "fp8", false }, { "FP8_PB_WO", "fp8", true },
	{ "FP8_BLOCK_SCALES", "fp8", true }, { "NVFP4", "nvfp4", false }, { "NVFP4_AWQ", "nvfp4", false },
	{ "W4A16_NVFP4", "nvfp4", false }, { "W4A8_NVFP4_FP8", "nvfp4", false }, { "W4A8_MXFP4_FP8", "mxfp4", false },
	{ "MXFP4", "mxfp4", false }, { "W4A16_AWQ", "int4", false }, { "W4A8_AWQ", "int4", false },
	{ "INT4_AWQ", "int4", false }, { "W8A16", "int8", false }, { "W8A8_SQ_PER_CHANNEL", "int8", false },
	{ "INT8", "int8", false } };

/* The weight format of an algorithm; NULL: not known. */
static const char *algorithm_format(struct block *b, const char *name)
{
	for (size_t i = 0; name && i < COUNT(algorithms); i++)
		if (strcmp(algorithms[i].algorithm, name) == 0) {
			b->out->model.fp8_blocks |= algorithms[i].blocks;
			return algorithms[i].weights;
		}
	return NULL;
}

/* MIXED_PRECISION: every quantised module with its algorithm; what is not there is not. */
static void read_mixed(struct block *b)
{
	const cJSON *modules = config_find(b->object, "quantized_layers"), *module;
	struct votes votes = { .count = 0 };

	cJSON_ArrayForEach (module, modules) {
		const char *format = algorithm_format(b, config_string(module, "quant_algo"));

		if (format && module->string)
			votes_add(&votes, module->string, format);
	}
	if (!votes_settle(&votes, b->out))
		read_groups(b);
}

static void read_modelopt(struct block *b)
{
	const char *name = config_string(b->object, "quant_algo");

	b->out->weights = algorithm_format(b, name);
	if (b->out->weights)
		return;
	if (!name || strcmp(name, "MIXED_PRECISION") == 0)
		read_mixed(b);
	else
		refuse(b, "quant_algo", _("not known"));
}

static void read_mx(struct block *b)
{
	b->out->weights = "mxfp4";
	if (config_is(config_find(b->object, "quant_method"), "mxfp4"))
		return;
	b->out->weights = "fp8";
	imported_note(b->out, "MXFP8: 8.25 bits a weight, counted as fp8");
}

static const struct {
	const char *method;
	void (*read)(struct block *b);
} methods[] = { { "fp8", read_fp8 }, { "fbgemm_fp8", read_fp8 }, { "mxfp4", read_mx }, { "mxfp8", read_mx },
	{ "awq", read_bits }, { "gptq", read_bits }, { "auto-round", read_bits }, { "bitsandbytes", read_bitsandbytes },
	{ "compressed-tensors", read_groups }, { "modelopt", read_modelopt }, { "modelopt_fp4", read_modelopt } };

/* An 8-bit cache that the checkpoint declares. */
static void read_cache(struct block *b)
{
	const cJSON *scheme = config_find(b->object, "kv_cache_scheme");
	const char *name = config_string(b->object, "kv_cache_quant_algo");

	if (cJSON_IsString(scheme))
		name = scheme->valuestring;
	if (name && (strcmp(name, "FP8") == 0 || strcmp(name, "fp8") == 0))
		b->out->kv = "fp8";
	else if (name && strcmp(name, "INT8") == 0)
		b->out->kv = "int8";
	else if (config_double(scheme, "num_bits") == 8.0)
		b->out->kv = config_is(config_find(scheme, "type"), "int") ? "int8" : "fp8";
	else if (name || cJSON_IsObject(scheme))
		imported_note(
			b->out, "the cache format that the checkpoint declares is not known; 16 bits are counted");
}

static void read_method(struct block *b)
{
	const char *method = config_string(b->object, "quant_method");
	size_t i = 0;

	if (!method && config_string(b->object, "quant_algo"))
		method = "modelopt";
	while (method && i < COUNT(methods) && strcmp(methods[i].method, method) != 0)
		i++;
	if (!method || i == COUNT(methods))
		refuse(b, "quant_method", method ? _("not known") : _("missing"));
	else
		methods[i].read(b);
}

static void read_block(struct block *b)
{
	if (cJSON_IsObject(b->object))
		read_method(b);
	else
		refuse(b, "", _("must be an object"));
	if (b->c->status != STATUS_OK)
		return;
	read_cache(b);
	kept_read(b->c, b->object, b->out);
}

/* Without a block the storage type; what is stored in 32 bits is loaded in 16. */
static void read_dtype(struct config *c, struct imported *out)
{
	static const struct {
		const char *word, *weights;
	} words[] = { { "bfloat16", "bf16" }, { "bf16", "bf16" }, { "float16", "fp16" }, { "fp16", "fp16" },
		{ "half", "fp16" }, { "float32", "bf16" }, { "float", "bf16" }, { "auto", "bf16" } };
	static const char *const keys[] = { "torch_dtype", "dtype", "params_dtype" };
	const char *word = NULL;

	for (size_t i = 0; !word && i < 2 * COUNT(keys); i++)
		word = config_string(i < COUNT(keys) ? c->text : c->root, keys[i % COUNT(keys)]);
	if (word && strncmp(word, "torch.", 6) == 0)
		word += 6;
	out->wide = word && strncmp(word, "float", 5) == 0 && strcmp(word, "float16") != 0;
	out->weights = !word ? "bf16" : NULL;
	for (size_t i = 0; word && i < COUNT(words); i++)
		if (strcmp(words[i].word, word) == 0)
			out->weights = words[i].weights;
	if (!out->weights)
		config_refuse(c, "torch_dtype", _("\"%.40s\" is not known"), word);
}

/* The block of config.json, at either level; of older exports the one of the file beside it. */
static void find_block(struct block *b, const cJSON *sibling)
{
	static const char *const keys[] = { "quantization_config", "compression_config", "quantization" };
	struct config *c = b->c;

	for (size_t i = 0; i < COUNT(keys); i++) {
		const cJSON *inner = config_find(c->text, keys[i]);
		const cJSON *outer = config_find(c->root, keys[i]);

		if (!inner && !outer)
			continue;
		b->object = inner ? inner : outer;
		b->place = keys[i];
		if (!inner)
			c->prefix[0] = '\0';
		return;
	}
	b->object = config_find(sibling, "quantization");
	b->place = "quantization";
	if (!b->object)
		return;
	c->file = "hf_quant_config.json";
	c->prefix[0] = '\0';
}

enum status quantisation_read(struct config *c, const cJSON *sibling, struct imported *out)
{
	struct block block = { .c = c, .out = out };

	find_block(&block, sibling);
	if (!block.object)
		read_dtype(c, out);
	else if (strcmp(block.place, "quantization") == 0 && !config_find(block.object, "quant_algo") &&
		!config_find(block.object, "quant_method"))
		read_bits(&block); /* MLX: bits and group_size only */
	else
		read_block(&block);
	block.object = config_find(sibling, "quantization");
	if (c->status == STATUS_OK && !out->kv && block.object)
		read_cache(&block);
	return c->status;
}
