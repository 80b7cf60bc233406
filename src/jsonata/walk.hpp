// Values as a whole: compared, copied, written as text, turned into JSON. Each visit is a step of
// the evaluation, so that what shares its parts many times over does not take forever.
#pragma once

#include "jsonata/evaluation.hpp"
#include "jsonata/text.hpp"

namespace spotdrill::jsonata {

/// As the operator = compares.
bool deep_equal(Evaluation& evaluation, Value left, Value right);

/// As JavaScript's === compares: arrays, objects and functions by identity.
bool identical(Value left, Value right);

/// `value` as $string has it, appended. Errors: D3001.
Result<void, Failure> append_string(Evaluation& evaluation, TextBuilder& out, Value value,
                                    bool pretty = false);
Outcome to_string(Evaluation& evaluation, Value value, bool pretty = false);

/// As JSON.stringify writes it, for messages.
std::string json_text(Evaluation& evaluation, Value value);

/// A copy that shares nothing, as $clone makes it: of JSON text.
Value deep_copy(Evaluation& evaluation, Value value);

/// Errors: D1001 for numbers that JSON has not.
Result<json::value, Failure> to_json(Evaluation& evaluation, Value value);

}  // namespace spotdrill::jsonata
