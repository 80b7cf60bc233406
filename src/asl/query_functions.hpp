// The functions that Step Functions adds to JSONata.
// Source: Step Functions Developer Guide, "Transforming data with JSONata in Step Functions",
// "JSONata functions provided by Step Functions".
#pragma once

#include <string_view>

#include "engine/random.hpp"
#include "jsonata/jsonata.hpp"

namespace spotdrill::asl {

/// `name` is without "$".
bool is_query_function(std::string_view name);

/// The function of that name, which is_query_function. `random` outlives it.
jsonata::HostFunction query_function(std::string_view name, Random& random);

/// From 0 to below 1: the chance of $random, and of JSONata's own $shuffle.
double fraction(Random& random);

}  // namespace spotdrill::asl
