// What must survive the daemon. Memory is the working set, the store the truth: what an event
// changed is committed before its reply leaves. Not a query engine: rows are read once, at start.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace spotdrill {

/// One record: `table` and `scope` (a region, or "" for global) hold it under `key`.
struct Row {
  std::string key;
  std::string value;
};

/// A part of the working set that writes what it changed when a commit begins.
class StoreParticipant {
 public:
  virtual ~StoreParticipant() = default;

  /// Puts every change since the last flush into the store.
  virtual void flush() = 0;

  /// Forgets everything in memory: the store has been cleared.
  virtual void clear() = 0;
};

class Store {
 public:
  virtual ~Store() = default;

  /// Every row of a table's scope, in order of keys.
  virtual std::vector<Row> load(std::string_view table, std::string_view scope) = 0;

  /// Every scope that has rows in `table`, in order.
  virtual std::vector<std::string> scopes(std::string_view table) = 0;

  /// One row's value, or nothing: for rows that are too many to be kept in memory.
  virtual std::optional<std::string> read(std::string_view table, std::string_view scope,
                                          std::string_view key) = 0;

  /// Buffered until commit.
  virtual void put(std::string_view table, std::string_view scope, std::string_view key,
                   std::string_view value) = 0;
  virtual void erase(std::string_view table, std::string_view scope, std::string_view key) = 0;

  /// Makes durable what was changed. Cheap when nothing was. False when the disk takes nothing:
  /// then nothing was written and everything is kept, for a later commit.
  bool commit();

  /// Empties every table and every participant; durable at the next commit.
  void clear();

  /// Says that a participant has something to flush.
  void mark_changed() { changed_ = true; }

  /// True when a commit would write something.
  [[nodiscard]] bool changed() const { return changed_; }

  void join(StoreParticipant& participant);
  void leave(StoreParticipant& participant);

 protected:
  /// Writes the buffered changes as one transaction. False when the disk takes nothing: they stay
  /// buffered.
  virtual bool write() = 0;
  /// Buffered until commit, in the place of every change before it.
  virtual void erase_all() = 0;

 private:
  bool changed_ = false;
  std::vector<StoreParticipant*> participants_;
};

}  // namespace spotdrill
