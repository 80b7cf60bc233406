// Reads an attribute of an item of DynamoDB, by the operations that AWS has. An item does not say
// when it was written: a reading is of the moment at which it was first seen.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "api/dynamodb.hpp"
#include "drill/readings/source.hpp"

namespace spotdrill::drill {

class DynamoDbSource : public Source {
 public:
  using Item = std::map<std::string, api::dynamodb::AttributeValue>;

  /// What the attribute tells.
  enum class Of : std::uint8_t { Progress, Saved, Done };

  DynamoDbSource(const NumberSource& definition, SourceContext context, Of of);

  std::vector<Reading> read() override;
  [[nodiscard]] std::string damage() const override;

 private:
  /// The item's attributes; empty when there is no such item. Nothing: it was not answered.
  [[nodiscard]] std::optional<Item> item() const;
  /// The key, typed as the table has it; nothing before there is the table.
  [[nodiscard]] std::optional<Item> make_key() const;
  [[nodiscard]] std::optional<Reading> reading_of(const api::dynamodb::AttributeValue& value) const;

  NumberSource definition_;
  SourceContext context_;
  Of of_;
  mutable std::optional<Item> key_;  ///< As the table was when it was asked last.
  std::optional<api::dynamodb::AttributeValue> newest_;  ///< What was there last.
  bool told_ = false;
};

/// What a path such as "state.steps[0]" names in `attributes`, or null.
const api::dynamodb::AttributeValue* find_attribute(const DynamoDbSource::Item& attributes,
                                                    std::string_view path);

}  // namespace spotdrill::drill
