/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The header of a GGUF file: metadata as a config.json, tensors as bytes and weights. */
#include "catalog/import/gguf.h"

#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/quantity.h"

enum { BLOCK = 1 << 20, NAME_BYTES = 128, LAYERS_MAX = 2000, MEMBERS_MAX = 65536, FILES_MAX = 4096 };
static const double TENSORS_MAX = 1e6, DIMENSION_MAX = 1e12;

enum value_type { VALUE_FLOAT = 6, VALUE_BOOL = 7, VALUE_STRING = 8, VALUE_ARRAY = 9, VALUE_DOUBLE = 12, VALUE_COUNT };

static const struct {
	const char *from, *to;
} keys[] = {
#define KEY(from_, to_) { from_, to_ },
#include "catalog/import/gguf-table.h"
#undef KEY
};

enum { KEY_COUNT = COUNT(keys) };

static const struct {
	const char *architecture, *type, *extra;
} gguf_types[] = {
#define TYPE(architecture_, type_, extra_) { architecture_, type_, extra_ },
#include "catalog/import/gguf-table.h"
#undef TYPE
};

static const struct {
	double number;
	const char *name, *format;
} file_types[] = {
#define FILE_TYPE(number_, name_, format_) { number_, name_, format_ },
#include "catalog/import/gguf-table.h"
#undef FILE_TYPE
};

static const struct {
	double number, weights, bytes;
} tensors[] = {
#define TENSOR(number_, weights_, bytes_) { number_, weights_, bytes_ },
#include "catalog/import/gguf-table.h"
#undef TENSOR
};

/* What the metadata said of one key: a number, or one for each layer. */
struct value {
	double number; /* NaN: not there */
	double *list;  /* NULL: a number */
	int count;
};

struct reader {
	const char *path;
	struct text block;
	double at, start, size; /* place in the file; place of the block; size of the file */
	struct error *error;
	enum status status;
	struct arena arena;
	char architecture[NAME_BYTES];
	struct value values[KEY_COUNT];
	double file_type, split, vocab, layers;
	double bytes, weights, uses[USE_COUNT];
	bool has_head;
};

static void refuse(struct reader *r, const char *what)
{
	if (r->status == STATUS_OK)
		r->status = error_set(
			r->error, STATUS_DATA, _("%s: not a GGUF file that is understood: %s"), r->path, what);
}

/* The next n <= BLOCK bytes, or zeros after an error. */
static void take(struct reader *r, void *out, size_t n)
{
	memset(out, 0, n);
	if (r->status != STATUS_OK)
		return;
	if (r->at < r->start || r->at + (double)n > r->start + (double)r->block.length) {
		r->status = file_read_part(r->path, r->at, BLOCK, &r->block, &r->size, r->error);
		r->start = r->at;
	}
	if (r->status == STATUS_OK && r->block.length < n)
		refuse(r, _("it ends too early"));
	if (r->status != STATUS_OK)
		return;
	memcpy(out, r->block.data + (size_t)(r->at - r->start), n);
	r->at += (double)n;
}

static void skip(struct reader *r, double n)
{
	r->at += n;
	if (!(r->at <= r->size))
		refuse(r, _("it ends too early"));
}

/* An unsigned number of n bytes, little endian. */
static double take_number(struct reader *r, size_t n)
{
	unsigned char bytes[8];
	double value = 0.0;

	take(r, bytes, n);
	while (n-- > 0)
		value = value * 256.0 + bytes[n];
	return value;
}

/* A string, cut to the buffer. */
static void take_string(struct reader *r, char *out, size_t size)
{
	double length = take_number(r, 8);
	size_t n = length < (double)size ? (size_t)length : size - 1;

	take(r, out, n);
	out[r->status == STATUS_OK ? n : 0] = '\0';
	skip(r, length - (double)n);
}

static double take_scalar(struct reader *r, enum value_type type)
{
	static const size_t sizes[VALUE_COUNT] = { 1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8 };
	double number = take_number(r, sizes[type]);

	/* Floats are never wanted here; a negative whole number becomes too large for its range. */
	return type == VALUE_FLOAT || type == VALUE_DOUBLE ? NAN : number;
}

static enum value_type take_type(struct reader *r)
{
	double type = take_number(r, 4);

	if (type >= VALUE_COUNT) {
		refuse(r, _("unknown type of value"));
		return VALUE_BOOL;
	}
	return (enum value_type)type;
}

static void take_array(struct reader *r, struct value *value)
{
	enum value_type type = take_type(r);
	double count = take_number(r, 8);
	bool wanted = value && type != VALUE_STRING && count <= LAYERS_MAX;
	char ignored[2];

	if (type == VALUE_ARRAY || !(count <= r->size)) {
		refuse(r, _("unknown type of array"));
		return;
	}
	if (wanted) {
		value->list = arena_array(&r->arena, (size_t)count + 1, sizeof(*value->list));
		value->count = (int)count;
	}
	for (double i = 0.0; i < count && r->status == STATUS_OK; i++) {
		if (type == VALUE_STRING)
			take_string(r, ignored, sizeof(ignored));
		else if (wanted)
			value->list[(int)i] = take_scalar(r, type);
		else
			take_scalar(r, type);
	}
}

static struct value *wanted_value(struct reader *r, const char *key)
{
	const char *rest = strchr(key, '.');

	for (size_t i = 0; rest && i < COUNT(keys); i++)
		if (strcmp(keys[i].from, rest + 1) == 0)
			return &r->values[i];
	return NULL;
}

static void take_member(struct reader *r)
{
	char key[NAME_BYTES], text[NAME_BYTES];
	struct value *value;
	enum value_type type;
	double number;

	take_string(r, key, sizeof(key));
	type = take_type(r);
	value = wanted_value(r, key);
	if (type == VALUE_STRING) {
		take_string(r, text, sizeof(text));
		if (strcmp(key, "general.architecture") == 0)
			memcpy(r->architecture, text, sizeof(text));
		return;
	}
	if (type == VALUE_ARRAY) {
		take_array(r, value);
		return;
	}
	number = take_scalar(r, type);
	if (value)
		value->number = number;
	else if (strcmp(key, "general.file_type") == 0)
		r->file_type = number;
	else if (strcmp(key, "split.count") == 0)
		r->split = number;
}

static void take_tensor(struct reader *r)
{
	char name[NAME_BYTES];
	double count, weights = 1.0, last = 0.0, type, bytes;
	size_t i = 0;

	take_string(r, name, sizeof(name));
	count = take_number(r, 4);
	if (!(count <= 8.0))
		refuse(r, _("a tensor with too many dimensions"));
	for (double d = 0.0; d < count && r->status == STATUS_OK; d++) {
		last = take_number(r, 8);
		if (!(last <= DIMENSION_MAX))
			refuse(r, _("a tensor that is too large"));
		weights *= last;
	}
	type = take_number(r, 4);
	take_number(r, 8);
	while (i < COUNT(tensors) && tensors[i].number != type)
		i++;
	r->weights += weights;
	/* Of a type that is not known the bytes are not known either. */
	bytes = i < COUNT(tensors) ? ceil(weights / tensors[i].weights) * tensors[i].bytes : NAN;
	r->bytes += bytes;
	r->uses[tensor_use(name, r->layers)] += bytes;
	if (strcmp(name, "token_embd.weight") == 0)
		r->vocab = last;
	r->has_head |= strcmp(name, "output.weight") == 0;
}

static struct value *value_of(struct reader *r, const char *name)
{
	size_t i = 0;

	while (strcmp(keys[i].to, name) != 0)
		i++;
	return &r->values[i];
}

/* Modules for multi-token prediction stand at the end of the blocks. */
static void settle_layers(struct reader *r)
{
	struct value *layers = value_of(r, "num_hidden_layers");
	double nextn = value_of(r, "num_nextn_predict_layers")->number;

	/* Later files of a model do not say it again. */
	if (!isnan(r->layers))
		return;
	if (nextn < layers->number)
		layers->number -= nextn;
	r->layers = layers->number;
}

static void take_header(struct reader *r)
{
	unsigned char magic[4];
	double version, tensor_count, member_count;

	take(r, magic, sizeof(magic));
	version = take_number(r, 4);
	tensor_count = take_number(r, 8);
	member_count = take_number(r, 8);
	if (memcmp(magic, "GGUF", 4) != 0)
		refuse(r, _("it does not begin with GGUF"));
	else if (version != 2.0 && version != 3.0)
		refuse(r, _("its version must be 2 or 3"));
	else if (tensor_count > TENSORS_MAX || member_count > MEMBERS_MAX)
		refuse(r, _("too many tensors or members"));
	for (double i = 0.0; i < member_count && r->status == STATUS_OK; i++)
		take_member(r);
	settle_layers(r);
	for (double i = 0.0; i < tensor_count && r->status == STATUS_OK; i++)
		take_tensor(r);
}

/* The tensors of a model's other files: "x-00002-of-00003.gguf" beside "x-00001-of-00003.gguf". Where one is
 * missing the sums stay those of a split model; a broken one is refused. */
static void take_rest(struct reader *r)
{
	static const char word[] = "-00001-of-";
	const char *first = r->path, *at = strstr(first, word);
	double count = r->split;
	bool whole = at && !strstr(at + 1, word) && count <= FILES_MAX;
	TEXT(path);

	for (int n = 2; whole && n <= count && r->status == STATUS_OK; n++) {
		text_clear(&path);
		text_add_n(&path, first, (size_t)(at - first));
		text_addf(&path, "-%05d-of-%s", n, at + strlen(word));
		whole = file_exists(path.data);
		if (!whole)
			break;
		r->path = path.data;
		r->at = r->start = 0.0;
		r->size = INFINITY;
		text_clear(&r->block);
		take_header(r);
	}
	r->path = first;
	r->split = whole ? 1.0 : count;
}

/* Latent attention: the head size by its parts, under the names of newer and older files. */
static void settle_mla(struct reader *r)
{
	double k_dim = value_of(r, "qk_head_dim_mla")->number, v_dim = value_of(r, "v_head_dim_mla")->number;

	if (!isnan(k_dim))
		value_of(r, "head_dim")->number = k_dim;
	if (!isnan(v_dim))
		value_of(r, "v_head_dim")->number = v_dim;
}

static void add_value(struct text *out, const char *key, const struct value *value)
{
	/* Heads of every layer have a name of their own. */
	bool heads = strcmp(key, "num_attention_heads") == 0 && value->list;

	if (!value->list && isnan(value->number))
		return;
	text_addf(out, ", \"%s\": ", heads ? "num_attention_heads_per_layer" : key);
	if (!value->list) {
		quantity_add_exact(out, value->number);
		return;
	}
	for (int i = 0; i < value->count; i++) {
		text_add(out, i > 0 ? ", " : "[");
		if (isnan(value->list[i]))
			text_add(out, "null");
		else
			quantity_add_exact(out, value->list[i]);
	}
	text_add(out, value->count > 0 ? "]" : "[]");
}

/* Layers without KV heads keep a state. */
static void add_pattern(struct text *out, const struct value *kv)
{
	bool any = false;

	for (int i = 0; i < kv->count; i++)
		any |= kv->list[i] == 0.0;
	for (int i = 0; any && i < kv->count; i++)
		text_addf(out, "%s\"%s\"", i > 0 ? ", " : ", \"layer_types\": [",
			kv->list[i] == 0.0 ? "linear_attention" : "full_attention");
	text_add(out, any ? "]" : "");
}

static void write_config(struct reader *r, struct text *out)
{
	bool mla = value_of(r, "kv_lora_rank")->number > 0.0;
	size_t t = 0;

	while (t < COUNT(gguf_types) && strcmp(gguf_types[t].architecture, r->architecture) != 0)
		t++;
	if (t == COUNT(gguf_types)) {
		r->status = error_set(
			r->error, STATUS_DATA, _("%s: architecture \"%.40s\" is not known"), r->path, r->architecture);
		return;
	}
	if (mla)
		settle_mla(r);
	text_addf(out, "{\"model_type\": \"%s\", \"tie_word_embeddings\": %s%s", gguf_types[t].type,
		r->has_head ? "false" : "true", gguf_types[t].extra);
	for (size_t i = 0; i < COUNT(keys); i++)
		add_value(out, keys[i].to, &r->values[i]);
	if (!isnan(r->vocab))
		text_addf(out, ", \"vocab_size\": %.0f", r->vocab);
	if (mla)
		text_addf(out, ", \"qk_nope_head_dim\": %.0f",
			value_of(r, "head_dim")->number - value_of(r, "qk_rope_head_dim")->number);
	add_pattern(out, value_of(r, "num_key_value_heads"));
	text_add(out, "}");
}

static void settle_format(struct reader *r, struct gguf *out)
{
	char same[NAME_BYTES];

	for (size_t i = 0; i < COUNT(file_types); i++) {
		if (file_types[i].number != r->file_type)
			continue;
		out->format = file_types[i].format;
		snprintf(same, sizeof(same), "%s", file_types[i].name);
		if (strcmp(text_ascii_lower(same), out->format) != 0)
			out->counted_as = file_types[i].name;
	}
	if (!out->format)
		r->status = error_set(r->error, STATUS_DATA,
			isnan(r->file_type) ? _("%s: general.file_type: missing")
					    : _("%s: general.file_type: %.0f is not known"),
			r->path, r->file_type);
}

enum status gguf_read(const char *path, struct gguf *out, struct error *error)
{
	struct reader r = {
		.path = path, .error = error, .file_type = NAN, .vocab = NAN, .layers = NAN, .size = INFINITY
	};

	*out = (struct gguf){ .format = NULL };
	text_init(&out->config);
	text_init(&r.block);
	arena_init(&r.arena);
	for (size_t i = 0; i < COUNT(keys); i++)
		r.values[i].number = NAN;
	take_header(&r);
	if (r.status == STATUS_OK && r.split > 1.0)
		take_rest(&r);
	if (r.status == STATUS_OK)
		settle_format(&r, out);
	if (r.status == STATUS_OK)
		write_config(&r, &out->config);
	out->bytes = r.split > 1.0 ? NAN : r.bytes;
	out->weights = r.split > 1.0 ? NAN : r.weights;
	memcpy(out->uses, r.uses, sizeof(r.uses));
	arena_release(&r.arena);
	text_release(&r.block);
	if (r.status != STATUS_OK)
		text_release(&out->config);
	return r.status;
}
