#include "services/dynamodb/capacity.hpp"

#include <algorithm>

#include "services/dynamodb/keys.hpp"
#include "services/dynamodb/values/api_values.hpp"
#include "services/dynamodb/values/item_size.hpp"

namespace spotdrill::dynamodb {
namespace {

constexpr std::size_t read_unit_bytes = 4096;
constexpr std::size_t write_unit_bytes = 1024;

double units(std::size_t bytes, std::size_t unit) {
  return static_cast<double>(std::max<std::size_t>(1, (bytes + unit - 1) / unit));
}

std::size_t size_of(const std::optional<Attributes>& item) {
  return item ? item_size(*item) : 0;
}

/// An index's entry: what it has of the item; nothing when it has none.
std::optional<Attributes> entry_of(const TableRecord& table, const IndexRecord& index,
                                   const std::optional<Attributes>& item) {
  if (!item || !index_prefix(table, index, *item)) return std::nullopt;
  return project_to_index(table, index, *item);
}

/// "If an update to the table ... changes the value of an indexed key attribute, two writes are
/// required". An entry that stays as it is costs nothing.
double index_units(const TableRecord& table, const IndexRecord& index,
                   const std::optional<Attributes>& before,
                   const std::optional<Attributes>& after) {
  const auto old_entry = entry_of(table, index, before);
  const auto new_entry = entry_of(table, index, after);
  if (old_entry == new_entry) return 0;
  if (old_entry && new_entry) {
    if (index_prefix(table, index, *before) == index_prefix(table, index, *after)) {
      return units(std::max(size_of(old_entry), size_of(new_entry)), write_unit_bytes);
    }
    return units(size_of(old_entry), write_unit_bytes) +
           units(size_of(new_entry), write_unit_bytes);
  }
  return units(std::max(size_of(old_entry), size_of(new_entry)), write_unit_bytes);
}

bool is_wanted(const std::optional<std::string>& wanted) {
  return wanted == "TOTAL" || wanted == "INDEXES";
}

api::dynamodb::Capacity units_only(double units) {
  api::dynamodb::Capacity capacity;
  capacity.capacity_units = units;
  return capacity;
}

}  // namespace

void Capacity::add(const Capacity& other) {
  table += other.table;
  for (const auto& [name, units] : other.indexes) indexes[name] += units;
}

double Capacity::total() const {
  double sum = table;
  for (const auto& [name, units] : indexes) sum += units;
  return sum;
}

double read_units(std::size_t bytes, bool consistent) {
  return units(bytes, read_unit_bytes) * (consistent ? 1 : 0.5);
}

Capacity write_capacity(const std::optional<std::string>& wanted, const TableRecord& table,
                        const std::optional<Attributes>& before,
                        const std::optional<Attributes>& after) {
  Capacity capacity;
  if (!is_wanted(wanted)) return capacity;
  capacity.table = units(std::max(size_of(before), size_of(after)), write_unit_bytes);
  for (const IndexRecord& index : table.indexes) {
    const double used = index_units(table, index, before, after);
    if (used > 0) capacity.indexes[index.name] = used;
  }
  return capacity;
}

std::optional<api::dynamodb::ConsumedCapacity> consumed(const std::optional<std::string>& wanted,
                                                        const TableRecord& table,
                                                        const Capacity& capacity) {
  if (!is_wanted(wanted)) return std::nullopt;
  api::dynamodb::ConsumedCapacity told;
  told.table_name = table.name;
  told.capacity_units = capacity.total();
  if (wanted == "TOTAL") return told;
  told.table = units_only(capacity.table);
  for (const auto& [name, used] : capacity.indexes) {
    const IndexRecord* index = find_index(table, name);
    auto& indexes = index != nullptr && index->global ? told.global_secondary_indexes
                                                      : told.local_secondary_indexes;
    indexes[name] = units_only(used);
  }
  return told;
}

std::optional<api::dynamodb::ConsumedCapacity> consumed_by_transaction(
    const std::optional<std::string>& wanted, const TableRecord& table, Capacity capacity,
    bool reads) {
  capacity.add(Capacity{capacity});
  auto told = consumed(wanted, table, capacity);
  if (!told) return told;
  (reads ? told->read_capacity_units : told->write_capacity_units) = told->capacity_units;
  if (told->table) {
    (reads ? told->table->read_capacity_units : told->table->write_capacity_units) =
        told->table->capacity_units;
  }
  return told;
}

std::optional<api::dynamodb::ItemCollectionMetrics> collection_metrics(
    const std::optional<std::string>& wanted, const TableRecord& table, const Attributes& item) {
  const bool has_local =
      std::ranges::any_of(table.indexes, [](const IndexRecord& each) { return !each.global; });
  if (wanted != "SIZE" || !has_local) return std::nullopt;
  api::dynamodb::ItemCollectionMetrics metrics;
  metrics.item_collection_key[table.keys.hash] = write_value(item.at(table.keys.hash));
  metrics.size_estimate_range_gb = {0, 1};
  return metrics;
}

}  // namespace spotdrill::dynamodb
