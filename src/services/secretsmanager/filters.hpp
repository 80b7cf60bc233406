// Which secrets ListSecrets and BatchGetSecretValue are asked for.
#pragma once

#include <vector>

#include "api/secretsmanager.hpp"
#include "services/secretsmanager/records.hpp"

namespace spotdrill::secretsmanager {

/// Whether the secret is what every filter asks for: one of its values.
bool matches(const Secret& secret, const std::vector<api::secretsmanager::Filter>& filters);

}  // namespace spotdrill::secretsmanager
