/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The image of the catalog is what its files say, or it is not used. */
#include "catalog/image.h"

#include <fcntl.h>
#include <sys/stat.h>

#include "base/hash.h"
#include "catalog/load.h"
#include "support/check.h"
#include "support/files.h"
#include "support/imaged.h"
#include "support/random.h"

static char folder[64], data[1024];
static struct text image, intact; /* path and content */

static int enter(void **state)
{
	const char *top = getenv("abs_top_srcdir");
	struct error error;
	double size;

	(void)state;
	snprintf(data, sizeof(data), "%s/data", top ? top : ".");
	snprintf(folder, sizeof(folder), "/tmp/gpuplan-image-XXXXXX");
	assert_true(imaged_copy(data, folder));
	text_init(&image);
	text_init(&intact);
	imaged_path(&image, folder, CATALOG_KIND_COUNT);
	assert_int_equal(imaged_write(folder, &error), STATUS_OK);
	return file_read_part(image.data, 0, LARGE_FILE_CAP, &intact, &size, NULL) != STATUS_OK;
}

static int leave(void **state)
{
	(void)state;
	imaged_remove(folder);
	text_release(&image);
	text_release(&intact);
	return 0;
}

/* A folder for a test that changes files, with the image. */
static void begin(char name[64])
{
	snprintf(name, 64, "/tmp/gpuplan-image-XXXXXX");
	assert_true(imaged_copy(data, name));
	assert_int_equal(imaged_write(name, NULL), STATUS_OK);
}

static void load(struct catalog *c, const char *base, const char *overlay)
{
	struct error_list problems = { 0 };

	assert_int_equal(catalog_load_for_lists(c, base, &overlay, !!overlay, &problems), STATUS_OK);
	assert_int_equal(problems.count, 0);
	error_list_release(&problems);
}

/* Files are read into many pieces, an image into one. */
static bool is_from_image(const struct catalog *c)
{
	size_t used;

	return arena_piece(&c->arena, &used);
}

static bool uses_image(const char *base)
{
	struct catalog c;
	bool used;

	load(&c, base, NULL);
	used = is_from_image(&c);
	assert_true(c.offer_count > 700);
	catalog_release(&c);
	return used;
}

/* Every byte is the same but for pointers, which lead to the same place. */
static void check_words(const struct catalog *files, const struct catalog *read, const char *a, const char *b, size_t n)
{
	for (size_t i = 0; i + sizeof(uintptr_t) <= n; i += sizeof(uintptr_t)) {
		uintptr_t x, y;

		memcpy(&x, a + i, sizeof(x));
		memcpy(&y, b + i, sizeof(y));
		if (x == y)
			continue;
		if (x - (uintptr_t)files < sizeof(*files))
			assert_int_equal(x - (uintptr_t)files, y - (uintptr_t)read);
		else
			assert_int_equal(x - (uintptr_t)files->sources, y - (uintptr_t)read->sources);
	}
}

/* What is read from files into one piece lies as it does in the image. */
static void test_equal(void **state)
{
	struct load_input input = { .base = folder, .room = 4 << 20 };
	struct error_list problems = { 0 };
	struct catalog files, read;
	const char *arena, *store;
	size_t used;

	(void)state;
	assert_int_equal(load_files(&files, &input, &problems), STATUS_OK);
	arena = arena_piece(&files.arena, &used);
	assert_non_null(arena);
	assert_true(image_read(&read, folder));
	store = (const char *)read.sources - ((const char *)files.sources - arena);
	check_words(&files, &read, arena, store, used);
	check_words(&files, &read, (const char *)&files + sizeof(files.arena), (const char *)&read + sizeof(read.arena),
		sizeof(files) - sizeof(files.arena));
	assert_int_equal(read.gpu_count, files.gpu_count);
	assert_string_equal(catalog_gpu(&read, "h200-sxm", NULL)->id, "H200-SXM");
	catalog_release(&read);
	catalog_release(&files);
}

/* A fit changes constants in place: those of the catalog in hand, not of one that was. */
static void test_places(void **state)
{
	struct catalog c;
	int found = 0;

	(void)state;
	assert_true(image_read(&c, folder));
	for (int i = 0; i < c.parameter_count; i++)
		if (strcmp(c.parameters[i].id, "p") == 0) {
			assert_ptr_equal(c.parameters[i].place, &c.constants.p);
			assert_true(c.constants.p == c.parameters[i].value);
			found++;
		}
	assert_int_equal(found, 1);
	catalog_release(&c);
}

/* Also where the name is not known: the index grows a part of its own. */
static void test_suggestions(void **state)
{
	struct error error;
	struct catalog c;

	(void)state;
	load(&c, folder, NULL);
	assert_true(is_from_image(&c));
	assert_null(catalog_gpu(&c, "h200-sxn", &error));
	CHECK_HOLDS(error.text, "H200-SXM");
	catalog_release(&c);
}

static void test_which_loads(void **state)
{
	struct error_list problems = { 0 };
	struct catalog c;

	(void)state;
	assert_int_equal(catalog_load_for_lists(&c, folder, NULL, 0, &problems), STATUS_OK);
	assert_true(is_from_image(&c));
	assert_true(c.mig_count > 0 && c.policy_count > 0);
	catalog_release(&c);
	assert_int_equal(catalog_load(&c, folder, NULL, 0, &problems), STATUS_OK);
	assert_false(is_from_image(&c));
	assert_true(c.mig_count > 0);
	catalog_release(&c);
	assert_int_equal(catalog_load_names(&c, folder, NULL, 0, &problems), STATUS_OK);
	assert_false(is_from_image(&c));
	assert_int_equal(c.model_count, 0);
	catalog_release(&c);
}

static void test_overlays(void **state)
{
	static const char provider[] = "{\"schema\": \"gpuplan-catalog/1\", \"kind\": \"providers\", \"items\": ["
				       "{\"id\": \"mine\", \"name\": \"Mine\", \"kind\": \"specialist\"}]}";
	char overlay[] = "/tmp/gpuplan-image-XXXXXX";
	struct catalog c;
	struct text path;

	(void)state;
	assert_non_null(mkdtemp(overlay));
	load(&c, folder, overlay);
	assert_true(is_from_image(&c));
	assert_null(catalog_provider(&c, "mine", NULL));
	catalog_release(&c);
	text_init(&path);
	file_put(imaged_path(&path, overlay, CATALOG_PROVIDERS), provider);
	load(&c, folder, overlay);
	assert_false(is_from_image(&c));
	assert_non_null(catalog_provider(&c, "mine", NULL));
	catalog_release(&c);
	text_release(&path);
	imaged_remove(overlay);
}

/* The same number of bytes, another price; the file that is there is changed. */
static void change_price(const char *base)
{
	static const char key[] = "\"usd_per_gpu_hour\": ";
	struct text path, content;
	char *at;

	text_init(&path);
	text_init(&content);
	assert_int_equal(file_read(imaged_path(&path, base, CATALOG_PRICES), FILE_CAP, &content, NULL), STATUS_OK);
	at = strstr(content.data, key);
	assert_non_null(at);
	at += sizeof(key) - 1;
	*at = *at == '9' ? '8' : (char)(*at + 1);
	assert_true(imaged_put(path.data, content.data, content.length));
	text_release(&content);
	text_release(&path);
}

static double sum_of_prices(const char *base)
{
	struct catalog c;
	double sum = 0.0;

	load(&c, base, NULL);
	for (int i = 0; i < c.offer_count; i++)
		sum += c.offers[i].usd_per_gpu_hour;
	catalog_release(&c);
	return sum;
}

static void set_time(const char *base, int kind, struct timespec time)
{
	struct timespec times[2] = { time, time };
	struct text path;

	text_init(&path);
	assert_int_equal(utimensat(AT_FDCWD, imaged_path(&path, base, kind), times, 0), 0);
	text_release(&path);
}

static struct timespec time_of(const char *base, int kind)
{
	struct text path;
	struct stat about;

	text_init(&path);
	assert_int_equal(stat(imaged_path(&path, base, kind), &about), 0);
	text_release(&path);
	return about.st_mtim;
}

/* As an installation does: other times, and a folder that nobody may write to. */
static void test_other_times(void **state)
{
	char base[64];

	(void)state;
	begin(base);
	for (int kind = 0; kind <= CATALOG_KIND_COUNT; kind++)
		set_time(base, kind, (struct timespec){ 1000000000 + kind, 5 });
	assert_int_equal(chmod(base, 0555), 0);
	assert_true(uses_image(base));
	assert_int_equal(chmod(base, 0755), 0);
	imaged_remove(base);
}

/* Whatever time the file has afterwards: another, or the one that it had. */
static void test_changed_content(void **state)
{
	(void)state;
	for (int same_time = 0; same_time < 2; same_time++) {
		struct timespec when = { 1000000000, 0 };
		char base[64];
		double before;

		begin(base);
		before = sum_of_prices(base);
		assert_true(uses_image(base));
		if (same_time)
			when = time_of(base, CATALOG_PRICES);
		change_price(base);
		set_time(base, CATALOG_PRICES, when);
		assert_false(uses_image(base));
		assert_true(sum_of_prices(base) != before);
		imaged_remove(base);
	}
}

static void test_changed_size(void **state)
{
	struct text path;
	char base[64];
	FILE *file;

	(void)state;
	text_init(&path);
	for (int kind = 0; kind < CATALOG_KIND_COUNT; kind++) {
		begin(base);
		file = fopen(imaged_path(&path, base, kind), "a");
		assert_non_null(file);
		fputc('\n', file);
		assert_int_equal(fclose(file), 0);
		assert_false(uses_image(base));
		imaged_remove(base);
	}
	text_release(&path);
}

/* Puts n bytes where the image belongs; whether it is taken for one. */
static bool accepts(const char *content, size_t n)
{
	struct catalog c = { 0 }, empty = { 0 };
	bool read;

	assert_true(imaged_put(image.data, content, n));
	read = image_read(&c, folder);
	if (!read)
		assert_memory_equal(&c, &empty, sizeof(c));
	catalog_release(&c);
	return read;
}

/* A byte too many: two writers at once. */
static void test_wrong_size(void **state)
{
	char *longer = xcalloc(1, intact.length + 8);

	(void)state;
	memcpy(longer, intact.data, intact.length);
	assert_false(accepts(longer, intact.length + 1));
	assert_false(accepts(longer, intact.length + 8));
	free(longer);
	for (size_t n = 0; n < intact.length; n += 4096)
		assert_false(accepts(intact.data, n));
	assert_false(accepts(intact.data, intact.length - 1));
	assert_false(uses_image(folder));
	assert_true(accepts(intact.data, intact.length));
}

static void test_flipped(void **state)
{
	struct catalog c = { 0 };
	int fd;

	(void)state;
	assert_true(accepts(intact.data, intact.length));
	fd = open(image.data, O_WRONLY);
	assert_true(fd >= 0);
	random_state = 20261130;
	for (int i = 0; i < 500; i++) {
		/* Half of them in the header and the places of pointers. */
		int at = random_below(i % 2 ? (int)intact.length : (int)image_start(18000));
		char byte = (char)(intact.data[at] ^ 1 << random_below(8));

		assert_int_equal(pwrite(fd, &byte, 1, at), 1);
		assert_false(image_read(&c, folder));
		assert_int_equal(pwrite(fd, &intact.data[at], 1, at), 1);
	}
	close(fd);
	assert_true(image_read(&c, folder));
	catalog_release(&c);
}

/* The image with a change, and a checksum that is right for it. */
static bool accepts_changed(void (*change)(struct image_header *header, uint32_t *places, uintptr_t *store))
{
	const size_t hashed = offsetof(struct image_header, build);
	char *copy = xcalloc(1, intact.length);
	struct image_header *header = (struct image_header *)(void *)copy;
	bool accepted;

	memcpy(copy, intact.data, intact.length);
	change(header, (uint32_t *)(void *)(header + 1), (uintptr_t *)(void *)(copy + image_start(header->pointers)));
	header->hash = hash_bytes(copy + hashed, intact.length - hashed);
	accepted = accepts(copy, intact.length);
	free(copy);
	return accepted;
}

#define CHANGE(name, statement) \
	static void name(struct image_header *header, uint32_t *places, uintptr_t *store) \
	{ \
		(void)header; \
		(void)places; \
		(void)store; \
		statement; \
	}
CHANGE(nothing, )
CHANGE(other_build, header->build++)
CHANGE(many_pointers, header->pointers = UINT64_MAX / 4)
CHANGE(more_pointers, header->pointers += 4)
CHANGE(no_store, header->bytes = 0)
CHANGE(large_store, header->bytes = UINT64_MAX - 7)
CHANGE(wild_place, places[100] = UINT32_MAX)
CHANGE(place_behind, places[100] = (uint32_t)(header->bytes / sizeof(uintptr_t)))
CHANGE(wild_pointer, store[places[100]] = UINTPTR_MAX)
CHANGE(pointer_behind, store[places[100]] = (uintptr_t)header->bytes)
CHANGE(other_source, header->sources[CATALOG_GPUS].size++)
CHANGE(other_content, (header->sources[CATALOG_GPUS].hash++, header->sources[CATALOG_GPUS].seconds--))

static void test_hostile(void **state)
{
	(void)state;
	assert_true(accepts_changed(nothing));
	assert_false(accepts_changed(other_build));
	assert_false(accepts_changed(many_pointers));
	assert_false(accepts_changed(more_pointers));
	assert_false(accepts_changed(no_store));
	assert_false(accepts_changed(large_store));
	assert_false(accepts_changed(wild_place));
	assert_false(accepts_changed(place_behind));
	assert_false(accepts_changed(wild_pointer));
	assert_false(accepts_changed(pointer_behind));
	assert_false(accepts_changed(other_source));
	assert_false(accepts_changed(other_content));
	assert_true(accepts(intact.data, intact.length));
}

static void test_no_file(void **state)
{
	(void)state;
	assert_int_equal(unlink(image.data), 0);
	assert_false(uses_image(folder));
	assert_int_equal(mkdir(image.data, 0755), 0);
	assert_false(uses_image(folder));
	assert_int_equal(rmdir(image.data), 0);
	assert_int_equal(mkfifo(image.data, 0644), 0);
	assert_false(uses_image(folder));
	assert_int_equal(unlink(image.data), 0);
	assert_true(accepts(intact.data, intact.length));
}

/* Who has something to say about the files has to read them. */
static void test_problems(void **state)
{
	static const char odd[] =
		"{\"schema\": \"gpuplan-catalog/1\", \"kind\": \"mig\", \"items\": [{\"id\": \"x\"}]}";
	struct error error;
	struct text path;
	char base[64];

	(void)state;
	begin(base);
	text_init(&path);
	unlink(imaged_path(&path, base, CATALOG_KIND_COUNT));
	file_put(imaged_path(&path, base, CATALOG_MIG), odd);
	assert_int_equal(imaged_write(base, &error), STATUS_DATA);
	CHECK_HOLDS(error.text, "mig.json");
	assert_true(file_missing(imaged_path(&path, base, CATALOG_KIND_COUNT)));
	unlink(imaged_path(&path, base, CATALOG_MIG));
	assert_int_equal(imaged_write(base, &error), STATUS_IO);
	CHECK_HOLDS(error.text, "mig.json");
	text_release(&path);
	imaged_remove(base);
}

/* Nothing in it depends on where the catalog was when it was made. */
static void test_same_bytes(void **state)
{
	struct text again;
	double size;
	void *moved = xmalloc(12345);

	(void)state;
	text_init(&again);
	assert_int_equal(imaged_write(folder, NULL), STATUS_OK);
	assert_int_equal(file_read_part(image.data, 0, LARGE_FILE_CAP, &again, &size, NULL), STATUS_OK);
	assert_int_equal(again.length, intact.length);
	assert_memory_equal(again.data, intact.data, intact.length);
	text_release(&again);
	free(moved);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_equal),
		cmocka_unit_test(test_places),
		cmocka_unit_test(test_suggestions),
		cmocka_unit_test(test_which_loads),
		cmocka_unit_test(test_overlays),
		cmocka_unit_test(test_other_times),
		cmocka_unit_test(test_changed_content),
		cmocka_unit_test(test_changed_size),
		cmocka_unit_test(test_wrong_size),
		cmocka_unit_test(test_flipped),
		cmocka_unit_test(test_hostile),
		cmocka_unit_test(test_no_file),
		cmocka_unit_test(test_problems),
		cmocka_unit_test(test_same_bytes),
	};

	return cmocka_run_group_tests(tests, enter, leave);
}
