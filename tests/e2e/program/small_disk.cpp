#include "tests/e2e/program/small_disk.hpp"

#include <cerrno>
#include <cstring>
#include <sched.h>

#include <doctest/doctest.h>
#include <sys/mount.h>

namespace sluice::e2e {

namespace {

std::string size_of(std::size_t kilobytes) {
  return "size=" + std::to_string(kilobytes) + "k";
}

/// Mounts that nobody else sees, and which go with the process however it ends.
bool part_from_other_mounts() {
  static const bool parted =
      ::unshare(CLONE_NEWNS) == 0 && ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0;
  return parted;
}

}  // namespace

std::unique_ptr<small_disk> small_disk::make(std::size_t kilobytes) {
  std::unique_ptr<small_disk> made(new small_disk);
  made->kilobytes_ = kilobytes;
  const std::string size = size_of(kilobytes);
  if (part_from_other_mounts() && ::mount("tmpfs", made->place().c_str(), "tmpfs", 0, size.c_str()) == 0) return made;
  MESSAGE("left out: no disk can be mounted here: " << std::strerror(errno));
  return nullptr;
}

small_disk::~small_disk() {
  ::umount2(place().c_str(), MNT_DETACH);
}

void small_disk::resize(std::size_t kilobytes) {
  kilobytes_ = kilobytes;
  REQUIRE(::mount("tmpfs", place().c_str(), "tmpfs", MS_REMOUNT, size_of(kilobytes).c_str()) == 0);
}

void small_disk::make_read_only(bool read_only) {
  unsigned long flags = MS_REMOUNT;
  if (read_only) flags |= MS_RDONLY;
  REQUIRE(::mount("tmpfs", place().c_str(), "tmpfs", flags, size_of(kilobytes_).c_str()) == 0);
}

}  // namespace sluice::e2e
