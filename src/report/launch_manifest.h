/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The forms for machines that one has. */
#pragma once

#include "base/error.h"
#include "study/launch.h"

/* A file of Docker Compose: a service for every replica that one machine holds. */
enum status write_compose(struct text *out, const struct launch *launch, struct error *error);

/* A Deployment and a Service of Kubernetes. */
enum status write_kubernetes(struct text *out, const struct launch *launch, struct error *error);
