// The paths of one path unit, watched by inotify. Nothing of what follows from them.
// Source: systemd.path(5); which events count is systemd's path.c.
#pragma once

#include <optional>
#include <vector>

#include "init/units/format/unit.hpp"

namespace spotdrill::init::units {

class PathWatch {
 public:
  explicit PathWatch(const Path& path);
  ~PathWatch();
  PathWatch(const PathWatch&) = delete;
  PathWatch& operator=(const PathWatch&) = delete;

  /// Negative: there is none.
  [[nodiscard]] int descriptor() const { return inotify_; }

  /// Begins to watch, every directory on the way to each path too, for a path may come later.
  bool open();
  /// Whatever happens from now on is not told.
  void close();

  /// Whether the paths are such that the unit is to be started. What has only changed counts when
  /// it has come or gone since this was last asked, unless `only_state`.
  [[nodiscard]] bool fulfilled(bool only_state);

  /// Whether a path that is looked at for changes has changed. Reads all events that have come.
  [[nodiscard]] bool changed();

 private:
  struct Watched {
    Path::Watch watch;
    bool existed = false;
    std::optional<int> own;  ///< The watch of the path itself.
  };
  bool add(Watched& watched);

  std::vector<Watched> watched_;
  int inotify_ = -1;
};

/// MakeDirectory=: those that are to have entries or are looked at for changes.
void make_watched_directories(const Path& path);

}  // namespace spotdrill::init::units
