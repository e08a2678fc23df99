package silt.limits;

import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.support.StorageAccessor;
import silt.db.HostConnections;

/**
 * ShedLock's leases in our own table: its JDBC provider trusts the clocks of the hosts, names a
 * holder by its host alone, and would give back a lease that is another's by now.
 */
record LeaseStorage(HostConnections table) implements StorageAccessor {

  @Override
  public boolean insertRecord(LockConfiguration lock) {
    return table.begin(lock.getName(), lock.getLockAtMostFor());
  }

  @Override
  public boolean updateRecord(LockConfiguration lock) {
    return table.take(lock.getName(), lock.getLockAtMostFor());
  }

  @Override
  public void unlock(LockConfiguration lock) {
    table.release(lock.getName());
  }

  @Override
  public boolean extend(LockConfiguration lock) {
    return table.renew(lock.getName(), lock.getLockAtMostFor());
  }
}
