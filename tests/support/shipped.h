/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The shipped catalog for tests, and deployments made from it by name. */
#pragma once

#include <stdlib.h>

#include "catalog/catalog.h"
#include "core/memory.h"
#include "support/check.h"

#define GIB 1073741824.0
#define MIB 1048576.0

extern struct catalog shipped;

/* One definition a program. */
#define SHIPPED_DEFINE struct catalog shipped;

static inline int shipped_load(void **state)
{
	const char *top = getenv("abs_top_srcdir");
	struct error_list problems = { 0 };
	char base[1024];
	enum status status;

	(void)state;
	snprintf(base, sizeof(base), "%s/data", top ? top : ".");
	status = catalog_load(&shipped, base, NULL, 0, &problems);
	for (size_t i = 0; i < problems.count; i++)
		print_error("%s\n", problems.items[i].text);
	error_list_release(&problems);
	return status != STATUS_OK;
}

static inline int shipped_unload(void **state)
{
	(void)state;
	catalog_release(&shipped);
	return 0;
}

#define SHIPPED_LOOKUP(type, what) \
	static inline const struct type *shipped_##what(const char *name) \
	{ \
		struct error error = { .text = "" }; \
		const struct type *found = catalog_##what(&shipped, name, &error); \
\
		if (!found) \
			fail_msg("%s", error.text); \
		return found; \
	}

SHIPPED_LOOKUP(gpu, gpu)
SHIPPED_LOOKUP(model, model)
SHIPPED_LOOKUP(engine, engine)
SHIPPED_LOOKUP(weight_format, format)
SHIPPED_LOOKUP(kv_format, kv_format)

/* Tensor parallel only, default profile of the engine. */
static inline struct deployment shipped_deployment(
	const char *model, const char *gpu, const char *format, const char *kv, const char *engine, double tp)
{
	struct deployment d = {
		.constants = &shipped.constants,
		.model = shipped_model(model),
		.gpu = shipped_gpu(gpu),
		.engine = shipped_engine(engine),
		.format = shipped_format(format),
		.kv = shipped_kv_format(kv),
		.layout = { tp, 1.0, 1.0, 1.0 },
	};

	d.profile = d.engine->default_profile;
	return d;
}

/* Requests that all have that length from their first moment, so that they hold it all. */
static inline struct demand whole_demand(double tokens, double users)
{
	return (struct demand){ .request = { .prompt = tokens }, .context = tokens, .concurrency = users };
}

static inline struct memory_budget whole_budget(const struct deployment *d, double tokens, double users)
{
	const struct demand demand = whole_demand(tokens, users);

	return memory_budget(d, &demand);
}

/* Requests that are all alike, and may be as long as that and no longer. */
static inline struct memory_budget request_budget(const struct deployment *d, const struct request *request)
{
	const struct demand demand = {
		.request = *request, .context = request->prompt + request->output, .concurrency = 1.0
	};

	return memory_budget(d, &demand);
}
