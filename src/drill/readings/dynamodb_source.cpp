#include "drill/readings/dynamodb_source.hpp"

#include <algorithm>
#include <charconv>

#include "drill/readings/number_pattern.hpp"

namespace spotdrill::drill {

namespace {

using api::dynamodb::AttributeValue;
using Item = DynamoDbSource::Item;

/// The next of `text`'s parts at `separator`, which is taken from it.
std::string_view take_part(std::string_view& text, char separator) {
  const std::size_t end = std::min(text.find(separator), text.size());
  const std::string_view part = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return part;
}

/// The element that "[2]" at the beginning of `indexes` names, and so on; null when there is none.
const AttributeValue* find_element(const AttributeValue* value, std::string_view indexes) {
  while (value != nullptr && !indexes.empty()) {
    std::size_t index = 0;
    const char* end = indexes.data() + indexes.size();
    const auto [rest, error] = std::from_chars(indexes.data() + 1, end, index);
    if (error != std::errc{} || rest == end || *rest != ']' || !value->l ||
        index >= value->l->size()) {
      return nullptr;
    }
    value = &(*value->l)[index];
    indexes.remove_prefix(static_cast<std::size_t>(rest + 1 - indexes.data()));
    if (!indexes.empty() && indexes.front() != '[') return nullptr;
  }
  return value;
}

}  // namespace

const AttributeValue* find_attribute(const Item& attributes, std::string_view path) {
  const Item* map = &attributes;
  const AttributeValue* value = nullptr;
  while (!path.empty()) {
    if (map == nullptr) return nullptr;
    const std::string_view step = take_part(path, '.');
    const std::size_t bracket = std::min(step.find('['), step.size());
    const auto found = map->find(std::string{step.substr(0, bracket)});
    if (found == map->end()) return nullptr;
    value = find_element(&found->second, step.substr(bracket));
    if (value == nullptr) return nullptr;
    map = value->m ? &*value->m : nullptr;
  }
  return value;
}

DynamoDbSource::DynamoDbSource(const NumberSource& definition, SourceContext context, Of of)
    : definition_(definition), context_(std::move(context)), of_(of) {
  (void)read();  // What was there before does not count.
  told_ = false;
}

std::optional<Item> DynamoDbSource::make_key() const {
  const auto described = context_.client.call<api::dynamodb::DescribeTableOutput>(
      api::dynamodb::service(), "DescribeTable",
      api::dynamodb::DescribeTableInput{.table_name = definition_.table});
  if (!described || !described->table) return std::nullopt;
  Item key;
  std::string_view pairs = definition_.key;
  while (!pairs.empty()) {
    std::string_view value = take_part(pairs, ',');
    const std::string name{take_part(value, '=')};
    AttributeValue& typed = key[name];
    const auto& definitions = described->table->attribute_definitions;
    const auto found =
        std::ranges::find(definitions, name, &api::dynamodb::AttributeDefinition::attribute_name);
    const bool number = found != definitions.end() && found->attribute_type == "N";
    (number ? typed.n : typed.s) = std::string{value};
  }
  return key;
}

std::optional<Item> DynamoDbSource::item() const {
  if (!key_) key_ = make_key();
  if (!key_) return std::nullopt;
  const auto got = context_.client.call<api::dynamodb::GetItemOutput>(
      api::dynamodb::service(), "GetItem",
      api::dynamodb::GetItemInput{
          .table_name = definition_.table, .key = *key_, .consistent_read = true});
  if (!got) {
    key_.reset();  // The table may be another one by now.
    return std::nullopt;
  }
  return got->item.value_or(Item{});
}

std::optional<Reading> DynamoDbSource::reading_of(const AttributeValue& value) const {
  Reading reading{.at = context_.now(), .value = 1};
  if (of_ == Of::Done) {
    // A flag says it when it is set, everything else by being there.
    if (value.bool_ && !*value.bool_) return std::nullopt;
    return reading;
  }
  const std::optional<double> number =
      value.n || value.s ? parse_number(value.n ? *value.n : *value.s) : std::nullopt;
  if (number) {
    reading.value = *number;
  } else if (of_ == Of::Saved) {
    // Where a checkpoint is: it says more by when it was written.
    reading.value = 0;
    reading.unit = Unit::Moment;
  } else {
    return std::nullopt;
  }
  return reading;
}

std::vector<Reading> DynamoDbSource::read() {
  const auto seen = item();
  if (!seen) return {};  // It is asked again soon.
  const AttributeValue* value = find_attribute(*seen, definition_.attribute);
  if (value == nullptr || newest_ == *value) return {};
  newest_ = *value;
  const std::optional<Reading> reading = reading_of(*value);
  if (!reading) return {};
  told_ = true;
  return {*reading};
}

std::string DynamoDbSource::damage() const {
  if (!told_) return {};
  const auto seen = item();
  if (!seen || find_attribute(*seen, definition_.attribute) != nullptr) return {};
  return to_text(definition_) + " is not there any more";
}

}  // namespace spotdrill::drill
