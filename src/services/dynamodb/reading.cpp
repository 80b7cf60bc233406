#include "services/dynamodb/reading.hpp"

#include "services/dynamodb/expressions/evaluate.hpp"
#include "services/dynamodb/expressions/path.hpp"
#include "services/dynamodb/keys.hpp"
#include "services/dynamodb/values/item_size.hpp"
#include "services/dynamodb/values/item_text.hpp"

namespace spotdrill::dynamodb {
namespace {

/// Gathers a page, item by item, until it is full.
class PageReader {
 public:
  explicit PageReader(const Reading& reading) : reading_(reading) {}

  /// False when the page is full: the item was not taken.
  bool take(const std::string& bytes) {
    if (is_full()) return false;
    Attributes item = read_item(bytes);
    if (reading_.whole_items) {
      page_bytes_ += entry_size(*reading_.table, *reading_.index, item);
      fetched_ += read_units(item_size(item), reading_.consistent);
    } else {
      if (reading_.index != nullptr && reading_.index->projection != "ALL") {
        item = project_to_index(*reading_.table, *reading_.index, item);
      }
      page_bytes_ += item_size(item);
    }
    last_ = &bytes;
    ++page_.scanned;
    if (reading_.filter && !expressions::holds(*reading_.filter, item)) return true;
    ++page_.count;
    page_.items.push_back(reading_.projection ? expressions::project(item, *reading_.projection)
                                              : std::move(item));
    return true;
  }

  ReadPage finish() && {
    if (is_full() && last_ != nullptr) {
      page_.last_key = key_of(*reading_.table, reading_.index, read_item(*last_));
    }
    const double units = read_units(page_bytes_, reading_.consistent);
    if (reading_.index == nullptr) {
      page_.capacity.table = units;
    } else {
      page_.capacity.indexes[reading_.index->name] = units;
      page_.capacity.table = fetched_;
    }
    return std::move(page_);
  }

 private:
  [[nodiscard]] bool is_full() const {
    const bool limited = reading_.limit && page_.scanned >= *reading_.limit;
    return limited || page_bytes_ >= page_bytes_max;
  }

  const Reading& reading_;
  ReadPage page_;
  const std::string* last_ = nullptr;  ///< The item that was taken last.
  std::size_t page_bytes_ = 0;
  double fetched_ = 0;
};

const std::string& bytes_in(const std::string& bytes) {
  return bytes;
}
const std::string& bytes_in(const Items::Map::const_iterator& item) {
  return item->second;
}

template <class OrderedMap>
void walk(const OrderedMap& map, const Reading& reading, PageReader& reader) {
  auto begin = map.lower_bound(reading.range.begin);
  auto end = reading.range.end.empty() ? map.end() : map.lower_bound(reading.range.end);
  if (reading.after && reading.forward && *reading.after >= reading.range.begin) {
    begin = map.upper_bound(*reading.after);
  }
  if (reading.after && !reading.forward) end = map.lower_bound(*reading.after);
  // Behind the end of the range there is nothing.
  if (begin == map.end() || (end != map.end() && end->first <= begin->first)) return;
  if (reading.forward) {
    while (begin != end && reader.take(bytes_in(begin->second))) ++begin;
    return;
  }
  while (end != begin && reader.take(bytes_in(std::prev(end)->second))) --end;
}

}  // namespace

TextRange beginning_with(std::string prefix) {
  TextRange range{.begin = prefix, .end = std::move(prefix)};
  while (!range.end.empty() && range.end.back() == '\xff') range.end.pop_back();
  if (!range.end.empty()) range.end.back() = static_cast<char>(range.end.back() + 1);
  return range;
}

ReadPage read_page(const DynamoDb& db, const Reading& reading) {
  const TableState& state = db.state(*reading.table);
  PageReader reader{reading};
  if (reading.index == nullptr) {
    walk(state.items(), reading, reader);
  } else {
    walk(state.index(reading.index->name).entries, reading, reader);
  }
  return std::move(reader).finish();
}

}  // namespace spotdrill::dynamodb
