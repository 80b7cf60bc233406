// DynamoDB's expressions: whatever is read as one can be evaluated on an item, or says why not; and
// what an update makes of an item can be kept and read again.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "services/dynamodb/expressions/condition.hpp"
#include "services/dynamodb/expressions/evaluate.hpp"
#include "services/dynamodb/expressions/key_condition.hpp"
#include "services/dynamodb/expressions/path.hpp"
#include "services/dynamodb/expressions/projection.hpp"
#include "services/dynamodb/expressions/update.hpp"
#include "services/dynamodb/values/item_text.hpp"

namespace {

using namespace spotdrill::dynamodb;

Attributes an_item() {
  return {{"a", {Number{7}}},
          {"b", {std::string{"text"}}},
          {"l", {List{{{Number{1}}, {Map{{{"x", {true}}}}}}}}},
          {"m", {Map{{{"x", {Null{}}}}}}},
          {"s", {StringSet{{"p", "q"}}}}};
}

expressions::Substitutes substitutes() {
  return {{{"#a", "a"}, {"#l", "l"}},
          {{":n", {Number{2}}},
           {":s", {std::string{"S"}}},
           {":l", {List{{{Number{3}}}}}},
           {":t", {StringSet{{"q"}}}}}};
}

/// A refusal has words.
void check_refusal(const std::string& words) {
  if (words.empty()) std::abort();
}

void try_condition(std::string_view text, const Attributes& item) {
  auto names = substitutes();
  const auto condition = expressions::parse_condition(text, names);
  if (!condition.has_value()) return check_refusal(condition.error());
  (void)expressions::holds(*condition, item);
  const auto keys = expressions::key_conditions(*condition);
  if (!keys.has_value()) check_refusal(keys.error());
}

void try_update(std::string_view text, const Attributes& item) {
  auto names = substitutes();
  const auto update = expressions::parse_update(text, names);
  if (!update.has_value()) return check_refusal(update.error());
  const auto after = expressions::apply(*update, item);
  if (!after.has_value()) return check_refusal(after.error());
  if (!(read_item(write_item(*after)) == *after)) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  static const Attributes item = an_item();
  try_condition(text, item);
  try_update(text, item);
  auto names = substitutes();
  const auto projection = expressions::parse_projection(text, names);
  if (projection.has_value()) {
    (void)expressions::project(item, *projection);
  } else {
    check_refusal(projection.error());
  }
  const auto number = Number::parse(text);
  if (!number.has_value()) {
    check_refusal(number.error());
  } else if (Number::parse(number->text()).value() != *number) {
    std::abort();
  }
  return 0;
}
