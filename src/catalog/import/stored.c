/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exact bytes of a checkpoint from the index or the headers of its safetensors files. */
#include "catalog/import/stored.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/json.h"
#include "catalog/import/tensors.h"

static const char INDEX[] = "model.safetensors.index.json";
static const char INDEX_LESS_MODULES[] =
	"model.safetensors.index.json less multi-token prediction by the shape of its layers";
static const double STORED_MAX = 1e15;

static const double SAME = 1e-3;

enum { HEADER_MAX = 64 * 1024 * 1024, SHARDS_MAX = 4096, DTYPES_MAX = 16, PREFIX = 8 };

/* Bytes of all tensors read so far, by number type, and as they are loaded, by use. */
struct sum {
	const struct imported *model;
	double uses[USE_COUNT];
	struct {
		char dtype[16];
		double bytes;
	} parts[DTYPES_MAX];
	int count;
	double bytes;
};

static void add_bytes(struct sum *sum, const char *dtype, double bytes)
{
	int i = 0;

	sum->bytes += bytes;
	while (i < sum->count && strcmp(sum->parts[i].dtype, dtype) != 0)
		i++;
	if (i == DTYPES_MAX)
		return;
	if (i == sum->count) {
		snprintf(sum->parts[i].dtype, sizeof(sum->parts[i].dtype), "%s", dtype);
		sum->count++;
	}
	sum->parts[i].bytes += bytes;
}

/* Of a checkpoint that is not quantised 32 bits are loaded as 16; else they are scales. */
static bool is_quantised(const struct imported *model)
{
	return strcmp(model->weights, "bf16") != 0 && strcmp(model->weights, "fp16") != 0;
}

/* One tensor: {"dtype": "BF16", "shape": [...], "data_offsets": [begin, end]}. */
static enum status add_tensor(struct sum *sum, const char *path, const cJSON *tensor, double room, struct error *error)
{
	const cJSON *offsets = config_find(tensor, "data_offsets");
	const cJSON *begin = cJSON_GetArrayItem(offsets, 0), *end = cJSON_GetArrayItem(offsets, 1);
	const cJSON *dtype = config_find(tensor, "dtype");
	double bytes;

	if (!cJSON_IsNumber(begin) || !cJSON_IsNumber(end) || !cJSON_IsString(dtype) ||
		!(begin->valuedouble >= 0.0 && end->valuedouble >= begin->valuedouble))
		return error_set(error, STATUS_DATA, _("%s: /%s: not a tensor"), path, tensor->string);
	if (end->valuedouble > room)
		return error_set(error, STATUS_DATA, _("%s: ends before its tensors"), path);
	bytes = end->valuedouble - begin->valuedouble;
	add_bytes(sum, dtype->valuestring, bytes);
	if (!is_quantised(sum->model) && strcmp(dtype->valuestring, "F32") == 0)
		bytes /= 2.0;
	sum->uses[tensor_use(tensor->string, sum->model->layers)] += bytes;
	return STATUS_OK;
}

/* Length of the header, 8 bytes in little endian. */
static double header_length(const struct text *bytes)
{
	double length = 0.0;

	for (int i = PREFIX; i-- > 0;)
		length = length * 256.0 + (double)(unsigned char)bytes->data[i];
	return length;
}

static enum status add_shard(struct sum *sum, const char *path, struct error *error)
{
	TEXT(bytes);
	double size = 0.0, length;
	JSON(root);
	const cJSON *tensor;
	enum status status = file_read_part(path, 0.0, PREFIX, &bytes, &size, error);

	if (status != STATUS_OK)
		return status;
	length = bytes.length == PREFIX ? header_length(&bytes) : 0.0;
	if (!(length >= 2.0 && length <= HEADER_MAX && length <= size - PREFIX))
		return error_set(error, STATUS_DATA, _("%s: not a safetensors file"), path);
	status = file_read_part(path, PREFIX, (size_t)length, &bytes, &size, error);
	if (status == STATUS_OK)
		status = json_parse(bytes.data, bytes.length, path, false, &root, error);
	cJSON_ArrayForEach (tensor, root)
		if (status == STATUS_OK && tensor->string && strcmp(tensor->string, "__metadata__") != 0)
			status = add_tensor(sum, path, tensor, size - PREFIX - length, error);
	return status;
}

/* Not copies of the weights in the maker's own layout, nor adapters. */
static int is_shard(const struct dirent *entry)
{
	static const char ending[] = ".safetensors";
	size_t n = strlen(entry->d_name), m = strlen(ending);

	return n > m && strcmp(entry->d_name + n - m, ending) == 0 &&
		strncmp(entry->d_name, "consolidated", strlen("consolidated")) != 0 &&
		strncmp(entry->d_name, "adapter", strlen("adapter")) != 0;
}

/* Whether "a-00001-of-00004.safetensors" is one of as many files as it says. */
static bool is_complete(const char *name, int count)
{
	static const char word[] = "-of-";
	const char *at = strstr(name, word);

	return !at || strtol(at + strlen(word), NULL, 10) == count;
}

/* Reads the headers of all files; false with a reason where that is not the whole model. */
static bool read_shards(const char *folder, struct sum *sum, struct error *error)
{
	struct dirent **entries = NULL;
	TEXT(path);
	enum status status = STATUS_OK;
	int count = scandir(folder, &entries, is_shard, alphasort);

	if (count > SHARDS_MAX)
		status = error_set(error, STATUS_DATA, _("%s: too many files"), folder);
	for (int i = 0; i < count; i++) {
		if (status == STATUS_OK && !is_complete(entries[i]->d_name, count))
			status = error_set(
				error, STATUS_DATA, _("%s: some of its files are missing"), entries[i]->d_name);
		if (status == STATUS_OK) {
			path_join(&path, folder, entries[i]->d_name);
			status = add_shard(sum, path.data, error);
		}
		free(entries[i]);
	}
	free(entries);
	if (status == STATUS_OK && sum->bytes > STORED_MAX)
		status = error_set(error, STATUS_DATA, _("%s: too many bytes"), folder);
	return count > 0 && status == STATUS_OK;
}

/* What the index says: the sum, and the names of the tensors. */
struct index {
	double total; /* NaN: there is no index, or it does not say */
	bool modules, module_embedding, module_head, head;
};

static void add_name(struct index *index, const char *name, double layers)
{
	enum tensor_use use = tensor_use(name, layers);

	index->head |= use == USE_HEAD;
	if (use != USE_PREDICTION)
		return;
	index->modules = true;
	index->module_embedding |= !!strstr(name, "embed_tokens");
	index->module_head |= !!strstr(name, "head") && !strstr(name, "norm");
}

static void read_index(const char *folder, double layers, struct index *index, struct error *error)
{
	TEXT(path);
	TEXT(content);
	JSON(root);
	const cJSON *total, *name;

	*index = (struct index){ .total = NAN };
	path_join(&path, folder, INDEX);
	if (!file_exists(path.data) || file_read(path.data, FILE_CAP, &content, error) != STATUS_OK ||
		json_parse(content.data, content.length, path.data, false, &root, error) != STATUS_OK)
		return;
	total = config_find(root, "metadata/total_size");
	if (cJSON_IsNumber(total) && total->valuedouble >= 1.0 && total->valuedouble <= STORED_MAX)
		index->total = total->valuedouble;
	else
		error_set(error, STATUS_DATA, _("%s: /metadata/total_size: missing or wrong"), path.data);
	cJSON_ArrayForEach (name, config_find(root, "weight_map"))
		if (name->string)
			add_name(index, name->string, layers);
}

/* Names have no sizes: what is not loaded is as large as its shape in the rest's formats. */
static void settle_index(const struct index *index, struct imported *out)
{
	const struct model *model = &out->model;
	double uses[USE_COUNT] = { 0 }, loaded = index->total;
	double copy = model->vocab * model->hidden * 2.0;

	if (out->wide && !is_quantised(out))
		loaded /= 2.0;
	if (index->head && model->tied_embeddings && loaded > copy) {
		uses[USE_HEAD] = copy;
		loaded -= copy;
	}
	if (index->modules) {
		double module = tensors_module_weights(out, index->module_embedding, index->module_head);

		uses[USE_PREDICTION] = loaded * module / (model->counts.total + module);
		loaded -= uses[USE_PREDICTION];
	}
	uses[USE_OTHER] = loaded;
	tensors_settle(uses, index->modules ? INDEX_LESS_MODULES : INDEX, out);
}

void stored_read(const char *folder, struct imported *out)
{
	struct sum sum = { .model = out };
	struct error no_index = { .text = "" }, no_headers = { .text = "" };
	struct index index;
	bool has_headers = read_shards(folder, &sum, &no_headers);

	read_index(folder, out->layers, &index, &no_index);
	/* Files that lie about beside the model's own, or are missing, make another sum. */
	if (has_headers && (isnan(index.total) || fabs(sum.bytes - index.total) <= SAME * index.total)) {
		out->stored_bytes = sum.bytes;
		out->stored_source = "headers of *.safetensors";
		for (int i = 0; i < sum.count; i++)
			imported_note(out, "tensors on disk in %s: %.0f bytes", sum.parts[i].dtype, sum.parts[i].bytes);
		tensors_settle(sum.uses, out->stored_source, out);
	} else if (!isnan(index.total)) {
		out->stored_bytes = index.total;
		out->stored_source = INDEX;
		settle_index(&index, out);
	} else if (no_index.text[0] != '\0' || no_headers.text[0] != '\0') {
		/* A clone without its large files is no reason to refuse the configuration. */
		imported_note(
			out, "size on disk not known: %s", no_index.text[0] != '\0' ? no_index.text : no_headers.text);
	}
}
